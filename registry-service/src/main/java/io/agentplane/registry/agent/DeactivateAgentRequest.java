package io.agentplane.registry.agent;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Why an agent is taken out of work. */
record DeactivateAgentRequest(
        @NotBlank
        @Size(max = 500)
        @Pattern(regexp = RegisterAgentRequest.PRINTABLE, message = RegisterAgentRequest.PRINTABLE_RULE)
        String reason) {}
