package io.agentplane.registry.agent;

import io.agentplane.platform.text.SimpleName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
            @NotNull @SimpleName String name,

            @NotNull @AgentVersion String version) {}

    NameAndVersion bearer() {
        return new NameAndVersion(agent.name(), agent.version());
    }

    RegisterAgentRequest withBackup(@Nullable UUID id) {
        return agent.withBackup(id);
    }
}
