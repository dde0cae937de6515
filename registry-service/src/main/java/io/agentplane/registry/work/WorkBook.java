package io.agentplane.registry.work;

import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.identity.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The agents' work. It is asked for agents that the caller has looked up in a namespace already, so ids are all it takes;
 * it follows the scheduler by events and is a moment behind.
 */
@Service
public class WorkBook {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final WorkQueries queries;
    private final TransactionOperations transaction;
    private final WorkSettings settings;

    WorkBook(WorkQueries queries, TransactionOperations transaction, WorkSettings settings) {
        this.queries = queries;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** How many tasks each of these agents was given or is working on; every one has an entry. */
    public Map<UUID, Integer> openTasks(Collection<UUID> agentIds) {
        return figures(agentIds).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().open()));
    }

    /** How each of these agents has done; every one has an entry. */
    public Map<UUID, WorkFigures> figures(Collection<UUID> agentIds) {
        Map<UUID, WorkFigures> known = queries.figures(agentIds);
        return agentIds.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), agent -> known.getOrDefault(agent, WorkFigures.NONE)));
    }

    /** Who had work done by the agent since then, the latest first; no further back than finished tasks are kept. */
    public List<ConsumerView> consumers(UUID agentId, Instant since, int limit) {
        return queries.consumers(agentId, since, limit);
    }

    /** Refuses agents of other namespaces as unknown. */
    void requireKnown(UUID agentId) {
        if (!queries.isKnown(agentId, Namespace.current())) {
            throw WorkProblem.AGENT_NOT_FOUND.because("There is no agent with this id");
        }
    }

    /** Keeps the newest state of each task, in whatever order and however often events come. */
    void keep(List<InboundEvent<TaskState>> events) {
        Map<UUID, InboundEvent<TaskState>> newest = new LinkedHashMap<>();
        for (InboundEvent<TaskState> event : events) {
            newest.merge(
                    event.state().id(), event, BinaryOperator.maxBy(Comparator.comparingLong(InboundEvent::revision)));
        }
        if (!newest.isEmpty()) {
            queries.keep(newest.values(), settings.kept());
        }
    }

    /**
     * Forgets tasks that ended long ago, on one replica at a time; what they added to the figures stays. Somewhat later
     * than repeats of their events begin to be passed over, so that none of them finds its task gone and counts again.
     */
    @Scheduled(fixedDelayString = "PT1M")
    void forgetFinished() {
        int forgotten = WorkQueries.BATCH;
        while (forgotten == WorkQueries.BATCH) {
            forgotten = transaction.execute(status ->
                    queries.lock() ? queries.forgetFinished(settings.kept().plus(MARGIN)) : 0);
        }
    }
}
