package io.agentplane.registry.agent;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an agent's life ends. */
record DecommissionAgentRequest(
        @Size(max = 500)
        @Pattern(regexp = RegisterAgentRequest.PRINTABLE, message = RegisterAgentRequest.PRINTABLE_RULE)
        @Nullable
        String reason) {}
