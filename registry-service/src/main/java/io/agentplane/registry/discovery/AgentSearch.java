package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentRole;
import io.agentplane.registry.agent.AgentStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; all of it must hold.
 *
 * @param capabilities the agent has every one
 * @param tags the agent has every one with this value
 * @param statuses the agent is in one of these
 * @param versions the agent's version is one of these; absent for any
 * @param words beginnings of {@link Words} of the name or description
 * @param after the id behind which to go on
 */
record AgentSearch(
        List<String> capabilities,
        Map<String, String> tags,
        Set<AgentStatus> statuses,
        @Nullable String name,
        @Nullable List<String> versions,
        @Nullable AgentRole role,
        @Nullable String owner,
        Set<String> words,
        @Nullable UUID after,
        int limit) {

    AgentSearch in(Set<AgentStatus> otherStatuses) {
        return new AgentSearch(capabilities, tags, otherStatuses, name, versions, role, owner, words, after, limit);
    }
}
