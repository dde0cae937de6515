package io.agentplane.registry.agent;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Why an agent is taken out of work.
 *
 * @param reason for people; it is kept as the agent's {@code statusReason} and in its history
 */
@Schema(example = "{\"reason\": \"replaced by version 2\"}")
record DeactivateAgentRequest(
        @NotBlank @Size(min = 1, max = 500) @PlainText String reason) {}
