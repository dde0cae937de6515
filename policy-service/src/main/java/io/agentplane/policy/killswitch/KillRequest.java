package io.agentplane.policy.killswitch;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Why agents are stopped.
 *
 * @param reason the reason, which everyone sees who is refused
 */
@Schema(example = "{\"reason\": \"Sends the same mail again and again\"}")
record KillRequest(
        @NotNull @NotBlank @Size(min = 1, max = 500) @PlainText
        String reason) {}
