package io.agentplane.registry.agent;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One agent in an export, and in an import.
 *
 * @param agent the registration, without the backup
 * @param backup who stands in for it, by name and version: ids mean nothing to another registry
 */
record AgentLine(
        @NotNull @Valid RegisterAgentRequest agent,
        @Valid @Nullable NameAndVersion backup) {

    record NameAndVersion(
            @NotNull @Pattern(regexp = RegisterAgentRequest.NAME, message = RegisterAgentRequest.NAME_RULE)
            String name,

            @NotNull @Pattern(regexp = RegisterAgentRequest.VERSION) @Size(max = 40)
            String version) {}

    NameAndVersion bearer() {
        return new NameAndVersion(agent.name(), agent.version());
    }

    RegisterAgentRequest withBackup(@Nullable UUID id) {
        return agent.withBackup(id);
    }
}
