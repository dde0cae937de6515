package io.agentplane.registry.agent;

import io.agentplane.platform.problem.PlatformProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Moves the agents of the present namespace through their life, by request and by themselves. */
@Service
public class AgentLifecycle {

    private final AgentRepository agents;
    private final HeartbeatQueries heartbeats;
    private final AgentNames names;
    private final ActivationGate gate;
    private final LifecycleSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    AgentLifecycle(
            AgentRepository agents,
            HeartbeatQueries heartbeats,
            AgentNames names,
            ActivationGate gate,
            LifecycleSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.agents = agents;
        this.heartbeats = heartbeats;
        this.names = names;
        this.gate = gate;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Lets an agent work, if its configuration is valid and no policy objects. Both are asked between two transactions,
     * so that no connection is held while another service thinks; the second one checks that the agent is still what
     * they agreed to.
     */
    public AgentView activate(UUID id) {
        AgentView candidate = transaction.execute(status -> {
            Agent agent = agents.findById(id).orElseThrow(AgentRegistry::unknown);
            agent.requireCanBecome(AgentStatus.ACTIVE);
            return agent.view();
        });
        gate.requireOpen(candidate);
        return transaction.execute(status -> {
            Agent agent = find(id);
            agent.requireCanBecome(AgentStatus.ACTIVE);
            if (agent.revision() != candidate.revision()) {
                throw PlatformProblem.CONFLICT.because(
                        "The agent was changed while its activation was checked; activate it again");
            }
            agent.activate(clock.instant());
            return stored(agent);
        });
    }

    /** Takes an agent out of work; the scheduler learns of it by the event and hands its tasks to others. */
    @Transactional
    public AgentView deactivate(UUID id, String reason) {
        Agent agent = find(id);
        agent.deactivate(reason, clock.instant());
        return stored(agent);
    }

    /**
     * Lets an agent finish what it has, and nothing new, before it is deactivated.
     *
     * @param timeout how long it may take; absent for the usual
     */
    @Transactional
    AgentView drain(UUID id, @Nullable Duration timeout) {
        Agent agent = find(id);
        Instant now = clock.instant();
        agent.drain(now, now.plus(timeout == null ? settings.drainTimeout() : timeout));
        return stored(agent);
    }

    /** Deactivates an agent that drains. False when it does no more. */
    @Transactional
    public boolean endDrain(UUID id, String reason) {
        Agent agent = find(id);
        if (!agent.isDraining()) {
            return false;
        }
        agent.deactivate(reason, clock.instant());
        agents.saveAndFlush(agent);
        return true;
    }

    /** Ends an agent's life; its history stays, and its name is free again after the grace time. */
    @Transactional
    AgentView decommission(UUID id, @Nullable String reason) {
        String name = names.lockNameOf(id).orElseThrow(AgentRegistry::unknown);
        Agent agent = find(id);
        agent.decommission(reason, clock.instant());
        AgentView view = stored(agent);
        names.release(name);
        return view;
    }

    /** Marks an active agent as one that can't be counted on. False when it is not active any more. */
    @Transactional
    public boolean degrade(UUID id, DegradationCause cause, String reason) {
        Agent agent = find(id);
        if (agent.status() != AgentStatus.ACTIVE) {
            return false;
        }
        agent.degrade(cause, reason, clock.instant());
        agents.saveAndFlush(agent);
        return true;
    }

    /** Takes a degraded agent back when its cause is gone. False when it isn't degraded for that. */
    @Transactional
    public boolean recover(UUID id, DegradationCause gone) {
        Agent agent = find(id);
        if (!agent.isDegradedFor(gone)) {
            return false;
        }
        agent.recover(clock.instant());
        agents.saveAndFlush(agent);
        return true;
    }

    /** Writes down what was done for a degraded agent. False when it is not degraded any more. */
    @Transactional
    public boolean record(UUID id, RecoveryStep step) {
        Agent agent = find(id);
        if (agent.status() != AgentStatus.DEGRADED) {
            return false;
        }
        agent.record(step);
        agents.saveAndFlush(agent);
        return true;
    }

    private Agent find(UUID id) {
        return agents.findToChange(id).orElseThrow(AgentRegistry::unknown);
    }

    private AgentView stored(Agent agent) {
        return agents.saveAndFlush(agent).view(heartbeats.signs(List.of(agent.getId())));
    }
}
