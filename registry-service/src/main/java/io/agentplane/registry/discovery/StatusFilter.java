package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentStatus;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What agents can be searched by: a status, or all of them. */
enum StatusFilter {
    ANY,
    REGISTERED,
    ACTIVE,
    DEGRADED,
    INACTIVE,
    DECOMMISSIONED;

    static Set<AgentStatus> statuses(Collection<StatusFilter> filters) {
        Set<AgentStatus> statuses = EnumSet.noneOf(AgentStatus.class);
        for (StatusFilter filter : filters) {
            if (filter == ANY) {
                return EnumSet.allOf(AgentStatus.class);
            }
            statuses.add(AgentStatus.valueOf(filter.name()));
        }
        return statuses;
    }
}
