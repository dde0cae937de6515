package io.agentplane.registry.work;

import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.identity.Namespace;
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
import org.springframework.stereotype.Service;

/**
 * The agents' work. It is asked for agents that the caller has looked up in a namespace already, so ids are all it takes;
 * it follows the scheduler by events and is a moment behind.
 */
@Service
public class WorkBook {

    private final WorkQueries queries;
    private final WorkSettings settings;

    WorkBook(WorkQueries queries, WorkSettings settings) {
        this.queries = queries;
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
}
