package io.agentplane.scheduler.fleet;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The agents and their figures. An agent is suspect from the moment it loses a lease until it gives a sign of life; so
 * long it gets no new work.
 */
@Service
public class Fleet {

    /** Rung when agents have changed in a way that matters for who gets which task. */
    public static final String CHANGED = "fleet";

    /** Rung when an agent, whose id comes along, is not or no longer active. */
    public static final String DEPARTED = "departed";

    private final FleetQueries queries;
    private final DatabaseSignals signals;

    Fleet(FleetQueries queries, DatabaseSignals signals) {
        this.queries = queries;
        this.signals = signals;
    }

    /** Keeps the newest state of an agent, in whatever order and however often states come. */
    @Transactional
    public void keep(AgentState agent, String namespace, long revision) {
        if (queries.keep(agent, namespace, revision)) {
            signals.ring(CHANGED, "");
            if (!agent.status().equals(AgentState.ACTIVE)) {
                signals.ring(DEPARTED, agent.id().toString());
            }
        }
    }

    /** Refuses agents of other namespaces as unknown. */
    public void requireKnown(UUID agentId) {
        status(agentId);
    }

    public void requireActive(UUID agentId) {
        if (!status(agentId).equals(AgentState.ACTIVE)) {
            throw FleetProblem.AGENT_NOT_ACTIVE.because("Only an active agent is given tasks; activate it first");
        }
    }

    private String status(UUID agentId) {
        return queries.status(agentId, Namespace.current())
                .orElseThrow(() -> FleetProblem.AGENT_NOT_FOUND.because("There is no agent with this id"));
    }

    /** Notes a sign of life; a suspect agent is trusted again. */
    @Transactional
    public void seen(UUID agentId) {
        if (queries.seen(agentId)) {
            signals.ring(CHANGED, "");
        }
    }

    /** Distrusts agents that have lost what they held. */
    @Transactional
    public void suspect(Collection<UUID> agentIds) {
        if (!agentIds.isEmpty() && queries.suspect(agentIds) > 0) {
            signals.ring(CHANGED, "");
        }
    }

    /** Adds to the figures, in the transaction of what happened. */
    public void count(List<WorkOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            queries.add(outcomes);
        }
    }

    /** The figures of this moment, with what is not yet summed up. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Figures figures(UUID agentId) {
        requireKnown(agentId);
        Figures summedUp =
                Objects.requireNonNull(queries.figures(List.of(agentId)).get(agentId));
        return after(summedUp, queries.outcomes(agentId));
    }

    /** Sums up in one place in the fleet at a time what agents did; so completing a task waits for no other. */
    @Scheduled(fixedDelayString = "PT0.5S")
    @Transactional
    public void sumUp() {
        if (!queries.lock()) {
            return;
        }
        Map<UUID, List<WorkOutcome>> outcomes = new LinkedHashMap<>();
        for (WorkOutcome outcome : queries.takeOutcomes()) {
            outcomes.computeIfAbsent(outcome.agentId(), any -> new ArrayList<>())
                    .add(outcome);
        }
        if (outcomes.isEmpty()) {
            return;
        }
        Map<UUID, Figures> figures = queries.lockFigures(outcomes.keySet());
        figures.replaceAll((agentId, before) -> after(before, outcomes.getOrDefault(agentId, List.of())));
        queries.store(figures);
    }

    private static Figures after(Figures before, List<WorkOutcome> outcomes) {
        Figures figures = before;
        for (WorkOutcome outcome : outcomes) {
            figures = figures.after(outcome);
        }
        return figures;
    }
}
