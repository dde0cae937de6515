package io.agentplane.scheduler.execution;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.assignment.Precedence;
import io.agentplane.scheduler.execution.CompleteTasksRequest.Completion;
import io.agentplane.scheduler.execution.RetryRule.NextStep;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.fleet.WorkOutcome;
import io.agentplane.scheduler.killswitch.KillSwitches;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskContent;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskFact;
import io.agentplane.scheduler.task.TaskJournal;
import io.agentplane.scheduler.task.TaskQueue;
import io.agentplane.scheduler.task.TaskSignal;
import io.agentplane.scheduler.task.TaskStatus;
import io.agentplane.scheduler.task.TaskView;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an agent of the present namespace does with the tasks it was given. */
@Service
class Leases {

    private final LeaseQueries queries;
    private final TaskQueue tasks;
    private final Fleet fleet;
    private final KillSwitches killSwitches;
    private final Precedence precedence;
    private final TaskJournal journal;
    private final DatabaseSignals signals;
    private final RetryRule retryRule;

    Leases(
            LeaseQueries queries,
            TaskQueue tasks,
            Fleet fleet,
            KillSwitches killSwitches,
            Precedence precedence,
            TaskJournal journal,
            DatabaseSignals signals,
            ExecutionSettings settings) {
        this.queries = queries;
        this.tasks = tasks;
        this.fleet = fleet;
        this.killSwitches = killSwitches;
        this.precedence = precedence;
        this.journal = journal;
        this.signals = signals;
        this.retryRule = new RetryRule(new Backoff(settings.firstBackoff(), settings.longestBackoff()));
    }

    /** Takes what the agent was given, and what is more urgent first, if anything. */
    @Transactional
    List<Task> claim(UUID agentId, int max, Duration lease) {
        killSwitches.requireMayAct(Namespace.current(), agentId);
        precedence.letFirst(agentId, Namespace.current(), max);
        List<Task> claimed = queries.claim(agentId, Namespace.current(), max, lease);
        if (!claimed.isEmpty()) {
            journal.write(claimed.stream()
                    .map(task -> TaskFact.of(task, TaskEventType.TASK_STARTED))
                    .toList());
            fleet.count(List.of(WorkOutcome.claimed(agentId, claimed.size())));
        }
        return claimed;
    }

    @Transactional
    LeaseView extend(UUID taskId, UUID leaseToken, @Nullable Double progress) {
        Task task = queries.extend(taskId, Namespace.current(), leaseToken, progress)
                .orElseThrow(() -> leaseLost(tasks.get(taskId)));
        requireMayAct(task);
        fleet.seen(holder(task));
        return new LeaseView(taskId, Objects.requireNonNull(task.view().leaseUntil()));
    }

    /** A report that is repeated, since its answer got lost, is answered like the first. */
    @Transactional
    TaskView complete(UUID taskId, UUID leaseToken, @Nullable Object result) {
        List<Task> completed = completeHeld(
                List.of(new Completion(taskId, leaseToken, result)), null, EnumSet.allOf(TaskContent.class));
        if (!completed.isEmpty()) {
            return completed.getFirst().view();
        }
        Task task = tasks.get(taskId);
        if (leaseToken.equals(task.leaseToken()) && task.status() == TaskStatus.COMPLETED) {
            requireMayAct(task);
            return task.view();
        }
        throw leaseLost(task);
    }

    /** The leases under which tasks are completed now, by this report of the agent or the same one before. */
    @Transactional
    Set<LeaseProof> complete(UUID agentId, List<Completion> completions) {
        fleet.requireKnown(agentId);
        killSwitches.requireMayAct(Namespace.current(), agentId);
        Map<LeaseProof, Completion> first = new LinkedHashMap<>();
        completions.forEach(completion -> first.putIfAbsent(completion.proof(), completion));
        List<Completion> once = List.copyOf(first.values());
        completeHeld(once, agentId, Set.of());
        return queries.completed(once, Namespace.current(), agentId);
    }

    private List<Task> completeHeld(List<Completion> completions, @Nullable UUID agentId, Set<TaskContent> included) {
        List<Task> completed = queries.complete(completions, Namespace.current(), agentId, included);
        completed.forEach(this::requireMayAct);
        if (!completed.isEmpty()) {
            journal.write(completed.stream()
                    .map(task -> TaskFact.of(task, TaskEventType.TASK_COMPLETED))
                    .toList());
            fleet.count(completed.stream().map(Leases::success).toList());
            signals.ring(TaskSignal.ASSIGNABLE, "");
        }
        return completed;
    }

    /** Ends the attempt: the task is tried again later, dies, or fails for good. May be repeated like a completion. */
    @Transactional
    TaskView fail(UUID taskId, UUID leaseToken, String error, boolean retryable) {
        Optional<Task> held = queries.lock(taskId, Namespace.current(), leaseToken);
        if (held.isPresent()) {
            return fail(held.get(), error, retryable);
        }
        Task task = tasks.get(taskId);
        if (leaseToken.equals(task.leaseToken()) && hasFailed(task.status())) {
            requireMayAct(task);
            return task.view();
        }
        throw leaseLost(task);
    }

    private TaskView fail(Task held, String error, boolean retryable) {
        requireMayAct(held);
        Task task = switch (retryRule.after(
                held.countedAttempts(), held.view().maxRetries(), retryable, RandomGenerator.getDefault())) {
            case NextStep.TryAgain(Duration after) -> queries.retryLater(held, error, after);
            case NextStep.GiveUp(TaskStatus as) -> queries.giveUp(held, error, as);
        };
        journal.write(failure(task, holder(held), error));
        fleet.count(List.of(WorkOutcome.failed(holder(held))));
        signals.ring(TaskSignal.ASSIGNABLE, "");
        return task.view();
    }

    private static List<TaskFact> failure(Task task, UUID agentId, String error) {
        TaskFact failed =
                TaskFact.of(task, TaskEventType.TASK_FAILED).by(agentId).because(Map.of("error", error));
        return switch (task.status()) {
            case WAITING ->
                List.of(
                        failed,
                        TaskFact.of(task, TaskEventType.TASK_RETRY_SCHEDULED)
                                .because(Map.of(
                                        "dueAt",
                                        Objects.requireNonNull(task.view().dueAt()))));
            case DEAD -> List.of(failed, TaskFact.of(task, TaskEventType.TASK_DEAD));
            case QUEUED, ASSIGNED, RUNNING, COMPLETED, FAILED, CANCELLED -> List.of(failed);
        };
    }

    /** Where a task can be after a reported failure, as long as nobody else has claimed it. */
    private static boolean hasFailed(TaskStatus status) {
        return switch (status) {
            case WAITING, QUEUED, ASSIGNED, FAILED, DEAD -> true;
            case RUNNING, COMPLETED, CANCELLED -> false;
        };
    }

    private static DomainException leaseLost(Task task) {
        return ExecutionProblem.LEASE_LOST
                .because("The lease is over; nothing was changed")
                .with("taskStatus", task.status());
    }

    private static WorkOutcome success(Task task) {
        TaskView view = task.view();
        return WorkOutcome.completed(
                holder(task),
                Duration.between(Objects.requireNonNull(view.startedAt()), Objects.requireNonNull(view.finishedAt())));
    }

    /** A refusal rolls back what the stopped agent's report has changed already. */
    private void requireMayAct(Task task) {
        Caller.current().requireMayActAs(holder(task));
        killSwitches.requireMayAct(task.namespace(), holder(task));
    }

    /** Who reports, or has reported: the task itself may have another agent by now. */
    private static UUID holder(Task task) {
        return Objects.requireNonNull(task.leaseHolder());
    }
}
