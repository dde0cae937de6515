package io.agentplane.registry.agent;

import io.agentplane.platform.problem.DomainException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The replicas of agents of the present namespace. */
@Service
public class AgentInstances {

    private final AgentRepository agents;
    private final RemovedInstanceQueries removed;
    private final Clock clock;

    AgentInstances(AgentRepository agents, RemovedInstanceQueries removed, Clock clock) {
        this.agents = agents;
        this.removed = removed;
        this.clock = clock;
    }

    /** Adds a replica; the same endpoint again is the same instance, and one that was removed comes back. */
    @Transactional
    Instance add(UUID agentId, Endpoint endpoint) {
        return add(find(agentId), endpoint);
    }

    /**
     * The same for one that nobody asked for but that is heard of. Refuses one that the agent has had and has no more, as
     * long as it goes on being heard of; that it was heard of is kept.
     *
     * @param url of its endpoint, as it spells it
     */
    @Transactional(noRollbackFor = DomainException.class)
    public Instance addHeard(UUID agentId, String url) {
        Agent agent = find(agentId);
        var endpoint = new Endpoint(url);
        if (removed.touchIfRemoved(agentId, endpoint, url)) {
            throw AgentProblem.INSTANCE_REMOVED.because(
                    "This instance was removed from the agent; register it anew if it is to come back");
        }
        return add(agent, endpoint);
    }

    private Instance add(Agent agent, Endpoint endpoint) {
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
