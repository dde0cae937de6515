package io.agentplane.registry.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** What one can do with the agents of the present namespace. */
@Service
public class AgentRegistry {

    private final AgentRepository agents;
    private final AgentQueries queries;
    private final ActivationGate gate;
    private final TransactionOperations transaction;
    private final Clock clock;

    AgentRegistry(
            AgentRepository agents,
            AgentQueries queries,
            ActivationGate gate,
            TransactionOperations transaction,
            Clock clock) {
        this.agents = agents;
        this.queries = queries;
        this.gate = gate;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Registers an agent; the same name and version twice is a conflict, however close the two come. */
    @Transactional
    AgentView register(RegisterAgentRequest request) {
        UUID backup = request.backupAgentId();
        if (backup != null) {
            find(backup);
        }
        try {
            return agents.saveAndFlush(new Agent(UuidCreator.getTimeOrderedEpoch(), request, clock.instant()))
                    .view();
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> AgentProblem.AGENT_ALREADY_REGISTERED.because(
                            "An agent with this name and version is registered already"));
        }
    }

    @Transactional(readOnly = true)
    public AgentView get(UUID id) {
        return find(id).view(queries.heartbeats(List.of(id)).get(id));
    }

    /** Those of these agents that the present namespace has, in no order. */
    @Transactional(readOnly = true)
    public List<AgentView> getAll(Collection<UUID> ids) {
        Map<UUID, Heartbeat> heartbeats = queries.heartbeats(ids);
        return agents.findByIdIn(ids).stream()
                .map(agent -> agent.view(heartbeats.get(agent.getId())))
                .toList();
    }

    /** The same, for a change that depends on their status: it stays as it is until the end of the transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<AgentView> hold(Collection<UUID> ids) {
        return agents.findByIdInOrderById(ids).stream().map(Agent::view).toList();
    }

    @Transactional(readOnly = true)
    Page<AgentView> search(AgentSearch search) {
        List<Agent> found = queries.search(search);
        Map<UUID, Heartbeat> heartbeats =
                queries.heartbeats(found.stream().map(Agent::getId).toList());
        List<AgentView> views = found.stream()
                .map(agent -> agent.view(heartbeats.get(agent.getId())))
                .toList();
        return Page.cut(views, search.limit(), agent -> agent.id().toString());
    }

    /**
     * Lets an agent work, if its configuration is valid and no policy objects. Both are asked between two transactions,
     * so that no connection is held while another service thinks; the second one checks the step again.
     */
    public AgentView activate(UUID id) {
        AgentView candidate = transaction.execute(status -> {
            Agent agent = find(id);
            agent.requireCanBecome(AgentStatus.ACTIVE);
            return agent.view();
        });
        gate.requireOpen(candidate);
        return transaction.execute(status -> {
            Agent agent = find(id);
            agent.activate();
            return agents.saveAndFlush(agent)
                    .view(queries.heartbeats(List.of(id)).get(id));
        });
    }

    /** Takes an agent out of work; the scheduler learns of it by the event and hands its tasks to others. */
    @Transactional
    public AgentView deactivate(UUID id, String reason) {
        Agent agent = find(id);
        agent.deactivate(reason);
        return agents.saveAndFlush(agent).view(queries.heartbeats(List.of(id)).get(id));
    }

    /** Stores heartbeats of any namespace, the newest of each agent. */
    @Transactional
    public void store(Collection<Heartbeat> heartbeats) {
        if (!heartbeats.isEmpty()) {
            queries.store(List.copyOf(heartbeats));
        }
    }

    private Agent find(UUID id) {
        return agents.findById(id)
                .orElseThrow(() -> AgentProblem.AGENT_NOT_FOUND.because("There is no agent with this id"));
    }
}
