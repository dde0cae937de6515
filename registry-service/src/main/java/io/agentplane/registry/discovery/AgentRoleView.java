package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentRole;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a role stands for.
 *
 * @param priority 1 is the most important
 * @param responsibilities what agents of the role answer for
 * @param capabilities what agents of the role usually can, for use in registrations and searches
 */
record AgentRoleView(AgentRole role, int priority, List<String> responsibilities, List<String> capabilities) {

    static List<AgentRoleView> all() {
        return Stream.of(AgentRole.values())
                .sorted(Comparator.comparingInt(AgentRole::priority))
                .map(role -> new AgentRoleView(role, role.priority(), role.responsibilities(), role.capabilities()))
                .toList();
    }
}
