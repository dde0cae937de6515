package io.agentplane.registry.agent;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why an agent's life ends. The body may be left out.
 *
 * @param reason for people; it is kept as the agent's {@code statusReason} and in its history
 */
@Schema(example = "{\"reason\": \"no longer used\"}")
record DecommissionAgentRequest(
        @Size(max = 500) @PlainText @Nullable String reason) {}
