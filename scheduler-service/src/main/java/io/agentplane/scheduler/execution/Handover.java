package io.agentplane.scheduler.execution;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskFact;
import io.agentplane.scheduler.task.TaskJournal;
import io.agentplane.scheduler.task.TaskSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes from agents what they hold when they are no longer active: what is taken up is revoked, so that their reports are
 * refused, and all of it is queued for others. An agent that is degraded may get it again when it is back; of one that
 * has left for good the tasks fail that no other active agent of the namespace can do. It looks for what such agents
 * hold, not for the news of their leaving, so no lost or late news leaves a task behind.
 */
@Service
class Handover {

    private final HandoverQueries queries;
    private final TaskJournal journal;
    private final DatabaseSignals signals;
    private final TransactionOperations transaction;
    private final MeterRegistry metrics;

    Handover(
            HandoverQueries queries,
            TaskJournal journal,
            DatabaseSignals signals,
            TransactionOperations transaction,
            MeterRegistry metrics) {
        this.queries = queries;
        this.journal = journal;
        this.signals = signals;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    /** Batch after batch in transactions of their own, on one replica at a time. */
    void handOverAll() {
        Moved moved;
        do {
            moved = transaction.execute(status -> queries.lock() ? handOverBatch() : Moved.NONE);
            count("queued", moved.queued());
            count("failed", moved.failed());
        } while (moved.all() == HandoverQueries.BATCH);
    }

    private void count(String outcome, int tasks) {
        metrics.counter("agentplane.scheduler.handovers", "outcome", outcome).increment(tasks);
    }

    private Moved handOverBatch() {
        List<Stranded> stranded = queries.lockStranded();
        if (stranded.isEmpty()) {
            return Moved.NONE;
        }
        Map<Boolean, List<Stranded>> byLoss = stranded.stream().collect(Collectors.partitioningBy(Stranded::isLost));
        List<Task> queued = queries.queue(byLoss.getOrDefault(false, List.of()));
        List<Task> failed = queries.fail(byLoss.getOrDefault(true, List.of()));
        Map<UUID, Stranded> before =
                stranded.stream().collect(Collectors.toMap(one -> one.task().id(), Function.identity()));
        List<TaskFact> facts = new ArrayList<>();
        queued.forEach(task -> facts.add(taken(task, before(before, task))));
        failed.forEach(task -> facts.addAll(failure(task, before(before, task))));
        journal.write(facts);
        signals.ring(TaskSignal.ASSIGNABLE, "");
        return new Moved(queued.size(), failed.size());
    }

    private static Stranded before(Map<UUID, Stranded> stranded, Task task) {
        return Objects.requireNonNull(stranded.get(task.id()));
    }

    private static TaskFact taken(Task task, Stranded before) {
        TaskEventType type = before.wasRunning() ? TaskEventType.TASK_LEASE_LOST : TaskEventType.TASK_RELEASED;
        return TaskFact.of(task, type).by(task.lostBy()).because(before.explanation());
    }

    private static List<TaskFact> failure(Task task, Stranded before) {
        Map<String, String> explanation = new HashMap<>(before.explanation());
        explanation.put("error", before.error());
        TaskFact failed = TaskFact.of(task, TaskEventType.TASK_FAILED).because(explanation);
        return before.wasRunning() ? List.of(taken(task, before), failed) : List.of(failed);
    }

    private record Moved(int queued, int failed) {

        static final Moved NONE = new Moved(0, 0);

        int all() {
            return queued + failed;
        }
    }
}
