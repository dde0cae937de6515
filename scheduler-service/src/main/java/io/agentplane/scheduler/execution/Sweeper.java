package io.agentplane.scheduler.execution;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.execution.SweepQueries.Untaken;
import io.agentplane.scheduler.execution.SweepQueries.Untaken.Reason;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.fleet.WorkOutcome;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskFact;
import io.agentplane.scheduler.task.TaskJournal;
import io.agentplane.scheduler.task.TaskSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Does what is due by the clock: ends lost leases, takes back what nobody takes up, queues retries, fails the overdue. */
@Service
class Sweeper {

    private static final String LEASE_LOST = "lease-lost";
    private static final String DEADLINE_EXCEEDED = "deadline-exceeded";

    private final SweepQueries queries;
    private final Fleet fleet;
    private final TaskJournal journal;
    private final DatabaseSignals signals;
    private final TransactionOperations transaction;
    private final ExecutionSettings settings;

    Sweeper(
            SweepQueries queries,
            Fleet fleet,
            TaskJournal journal,
            DatabaseSignals signals,
            TransactionOperations transaction,
            ExecutionSettings settings) {
        this.queries = queries;
        this.fleet = fleet;
        this.journal = journal;
        this.signals = signals;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** The overdue go first, so that nothing is queued again only to fail. */
    void sweep() {
        exhaust(this::failOverdue);
        exhaust(this::endLostLeases);
        exhaust(this::takeBackUntaken);
        exhaust(queries::queueDue);
    }

    /** Batch after batch in transactions of their own, on one replica at a time. */
    private void exhaust(IntSupplier batch) {
        int moved = SweepQueries.BATCH;
        while (moved >= SweepQueries.BATCH) {
            moved = transaction.execute(status -> queries.lock() ? rung(batch.getAsInt()) : 0);
        }
    }

    private int rung(int moved) {
        if (moved > 0) {
            signals.ring(TaskSignal.ASSIGNABLE, "");
        }
        return moved;
    }

    private int failOverdue() {
        List<Task> overdue = queries.failOverdue(DEADLINE_EXCEEDED);
        journal.write(overdue.stream()
                .map(task -> TaskFact.of(task, TaskEventType.TASK_FAILED).because(Map.of("error", DEADLINE_EXCEEDED)))
                .toList());
        return overdue.size();
    }

    private int endLostLeases() {
        List<Task> lost = queries.lockExpired();
        if (lost.isEmpty()) {
            return 0;
        }
        List<TaskFact> facts = new ArrayList<>();
        for (Task task : queries.takeBack(ids(lost, Task::hasRetriesLeft))) {
            facts.add(lost(task));
        }
        for (Task task : queries.bury(ids(lost, task -> !task.hasRetriesLeft()), LEASE_LOST)) {
            facts.add(lost(task));
            facts.add(TaskFact.of(task, TaskEventType.TASK_DEAD));
        }
        journal.write(facts);
        List<UUID> losers = lost.stream()
                .map(task -> Objects.requireNonNull(task.view().agentId()))
                .toList();
        fleet.count(losers.stream().map(WorkOutcome::failed).toList());
        fleet.suspect(losers);
        return lost.size();
    }

    private static List<UUID> ids(List<Task> tasks, Predicate<Task> which) {
        return tasks.stream().filter(which).map(Task::id).toList();
    }

    private static TaskFact lost(Task task) {
        return TaskFact.of(task, TaskEventType.TASK_LEASE_LOST).by(task.lostBy());
    }

    private int takeBackUntaken() {
        List<Untaken> untaken = queries.lockUntaken(settings.claimTimeout());
        if (untaken.isEmpty()) {
            return 0;
        }
        Map<UUID, Reason> reasons = untaken.stream().collect(Collectors.toMap(Untaken::taskId, Untaken::reason));
        List<Task> released = queries.takeBack(reasons.keySet());
        journal.write(released.stream()
                .map(task -> TaskFact.of(task, TaskEventType.TASK_RELEASED)
                        .by(task.lostBy())
                        .because(Map.of("reason", Objects.requireNonNull(reasons.get(task.id())))))
                .toList());
        fleet.suspect(untaken.stream()
                .filter(task -> task.reason() == Reason.NOT_CLAIMED)
                .map(Untaken::agentId)
                .toList());
        return released.size();
    }
}
