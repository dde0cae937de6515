package io.agentplane.registry.agent;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The replicas of agents of the present namespace. */
@Service
public class AgentInstances {

    private final AgentRepository agents;
    private final Clock clock;

    AgentInstances(AgentRepository agents, Clock clock) {
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * Adds a replica at an endpoint that was checked to be a URL; the same endpoint again is the same instance, and one that
     * was removed comes back.
     */
    @Transactional
    Instance add(UUID agentId, String endpoint) {
        return add(find(agentId), endpoint);
    }

    /** The same for one that nobody asked for but that is heard of; refuses one that was removed. */
    @Transactional
    public Instance addHeard(UUID agentId, String endpoint) {
        Agent agent = find(agentId);
        agent.requireNotRemoved(endpoint);
        return add(agent, endpoint);
    }

    private Instance add(Agent agent, String endpoint) {
        Instance added = agent.addInstance(endpoint, clock.instant());
        agents.saveAndFlush(agent);
        return added;
    }

    @Transactional
    void remove(UUID agentId, UUID instanceId) {
        Agent agent = find(agentId);
        agent.removeInstance(instanceId);
        agents.saveAndFlush(agent);
    }

    /** Says whether calls should go to an instance. False when that is known already, or the instance gone. */
    @Transactional
    public boolean mark(UUID agentId, UUID instanceId, InstanceStatus status, @Nullable String reason) {
        Agent agent = find(agentId);
        boolean changed = agent.markInstance(instanceId, status, reason);
        if (changed) {
            agents.saveAndFlush(agent);
        }
        return changed;
    }

    private Agent find(UUID id) {
        return agents.findToChange(id).orElseThrow(AgentRegistry::unknown);
    }
}
