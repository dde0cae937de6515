package io.agentplane.registry.agent;

import io.agentplane.platform.text.SimpleName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of an export or an import.
 *
 * @param agent the agent's registration, without a {@code backupAgentId}
 * @param backup the agent's backup by name and version, as ids mean nothing elsewhere; absent when it has none
 */
@Schema(example = """
        {"agent": {"name": "summarizer", "version": "1.0.0", "owner": "docs-team", "capabilities": ["summarize"]}}
        """)
record AgentLine(
        @NotNull @Valid RegisterAgentRequest agent,
        @Valid @Nullable NameAndVersion backup) {

    /**
     * What an agent is known by, wherever it is registered.
     *
     * @param name the agent's name
     * @param version its version
     */
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
