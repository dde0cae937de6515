package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentRole;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A role that agents can have.
 *
 * @param role the role's name, as registrations and searches take it
 * @param priority how important the role is, from 1, the most important
 * @param responsibilities what agents of this role answer for, in words
 * @param capabilities what agents of this role usually can do, as registrations and searches write it
 */
record AgentRoleView(AgentRole role, int priority, List<String> responsibilities, List<String> capabilities) {

    static List<AgentRoleView> all() {
        return Stream.of(AgentRole.values())
                .sorted(Comparator.comparingInt(AgentRole::priority))
                .map(role -> new AgentRoleView(role, role.priority(), role.responsibilities(), role.capabilities()))
                .toList();
    }
}
