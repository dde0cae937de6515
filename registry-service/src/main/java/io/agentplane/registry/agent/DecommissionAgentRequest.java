package io.agentplane.registry.agent;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an agent's life ends. */
record DecommissionAgentRequest(
        @Size(max = 500) @PlainText @Nullable String reason) {}
