package io.agentplane.registry.agent;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Who owns an agent's name from now on.
 *
 * @param owner the new owner; names of owners are compared character by character
 */
@Schema(example = "{\"owner\": \"support-team\"}")
record TransferAgentRequest(
        @NotNull @NotBlank @Size(min = 1, max = 100) @PlainText @Addressable
        String owner) {}
