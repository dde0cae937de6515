package io.agentplane.registry.agent;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an agent is taken out of work. */
record DeactivateAgentRequest(
        @NotBlank @Size(max = 500) @PlainText String reason) {}
