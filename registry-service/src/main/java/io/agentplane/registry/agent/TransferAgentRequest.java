package io.agentplane.registry.agent;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Who owns the agent's name from now on. */
record TransferAgentRequest(
        @NotNull @NotBlank @Size(max = 100) @PlainText @Addressable
        String owner) {}
