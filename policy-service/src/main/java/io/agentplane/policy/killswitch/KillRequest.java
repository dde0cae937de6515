package io.agentplane.policy.killswitch;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Why agents are stopped.
 *
 * @param reason shown to everyone who is refused
 */
record KillRequest(
        @NotNull @NotBlank @Size(max = 500) @PlainText String reason) {}
