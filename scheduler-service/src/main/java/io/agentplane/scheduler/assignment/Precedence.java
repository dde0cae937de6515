package io.agentplane.scheduler.assignment;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.assignment.AssignmentRound.Assignment;
import io.agentplane.scheduler.assignment.AssignmentRound.Explanation;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskFact;
import io.agentplane.scheduler.task.TaskJournal;
import io.agentplane.scheduler.task.TaskSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets what is more urgent go first when an agent comes for work: a queued task that it can do takes the place of a less urgent
 * one that it was given and has not taken up, which is queued again. So the agent never has more than before, and what was given
 * out holds nothing back.
 */
@Service
public class Precedence {

    private static final String STRATEGY = "priority";
    private static final Map<String, String> OUTRANKED = Map.of("reason", "OUTRANKED");

    private final AssignmentQueries queries;
    private final TaskJournal journal;
    private final DatabaseSignals signals;

    Precedence(AssignmentQueries queries, TaskJournal journal, DatabaseSignals signals) {
        this.queries = queries;
        this.journal = journal;
        this.signals = signals;
    }

    /**
     * In the transaction of the claim. Of what others are just moving nothing is touched, so nobody waits.
     *
     * @param most how many tasks the agent will take
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void letFirst(UUID agentId, String namespace, int most) {
        List<UUID> candidates = queries.moreUrgent(agentId, namespace, most);
        if (candidates.isEmpty()) {
            return;
        }
        List<Urgent> urgent = queries.lockQueued(candidates);
        List<Exchange> exchanges = exchanges(urgent, queries.lockUntaken(agentId, namespace, urgent.size()));
        if (exchanges.isEmpty()) {
            return;
        }
        List<Task> released =
                queries.release(exchanges.stream().map(Exchange::back).toList());
        List<Task> assigned = queries.assign(exchanges.stream()
                .map(exchange -> new Assignment(exchange.first(), agentId, new Explanation(STRATEGY, 1, List.of())))
                .toList());
        List<TaskFact> facts = new ArrayList<>();
        released.forEach(task -> facts.add(
                TaskFact.of(task, TaskEventType.TASK_RELEASED).by(agentId).because(OUTRANKED)));
        assigned.forEach(task -> facts.add(
                TaskFact.of(task, TaskEventType.TASK_ASSIGNED).because(new Explanation(STRATEGY, 1, List.of()))));
        journal.write(facts);
        signals.ring(TaskSignal.ASSIGNABLE, "");
    }

    /**
     * @param queued the most urgent first
     * @param untaken the least urgent first
     */
    static List<Exchange> exchanges(List<Urgent> queued, List<Urgent> untaken) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int index = 0; index < Math.min(queued.size(), untaken.size()); index++) {
            if (queued.get(index).priority() < untaken.get(index).priority()) {
                exchanges.add(new Exchange(
                        queued.get(index).taskId(), untaken.get(index).taskId()));
            }
        }
        return exchanges;
    }

    /** @param priority 0 is the highest */
    record Urgent(UUID taskId, int priority) {}

    /** A task that goes first, and the one that goes back for it. */
    record Exchange(UUID first, UUID back) {}
}
