package io.agentplane.scheduler.submission;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Location;
import io.agentplane.scheduler.task.NewTask;
import io.agentplane.scheduler.task.TaskQueue;
import io.agentplane.scheduler.task.TaskView;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tasks")
@RequestMapping("/tasks")
class SubmissionController {

    /** Is asked before the transaction, so that no connection is held while another service thinks. */
    private final SubmissionGate gate;

    private final TaskQueue queue;
    private final Idempotency idempotency;
    private final Clock clock;

    SubmissionController(SubmissionGate gate, TaskQueue queue, Idempotency idempotency, Clock clock) {
        this.gate = gate;
        this.queue = queue;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /**
     * Submits a task. The policies are asked whether the caller may; then the task is stored and queued, and
     * {@code task-submitted} is published. It is given to an active agent that has all its capabilities and room, or waits for
     * one.
     * <p>Refused with {@code policy-denied}, where {@code policyId} and {@code decisionId} say by what. Refused with
     * {@code approval-required} when a person has to agree: {@code approvalId} names the approval, and the same request goes
     * through once it is given. Refused with {@code upstream-unavailable} when the policies cannot be asked. Then nothing is
     * stored.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "submitTask")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<TaskView> submit(@Nullable IdempotencyKey key, @Valid @RequestBody SubmitTaskRequest request) {
        // The kept answer goes without the payload, which whoever repeats the request brings.
        TaskView task = idempotency.once(
                key,
                request,
                TaskView.class,
                () -> {
                    requireTime(List.of(request), index -> "deadline");
                    NewTask accepted = request.accepted();
                    gate.requireOpen(accepted, key);
                    return accepted;
                },
                accepted -> submit(List.of(accepted)).getFirst());
        return ResponseEntity.created(Location.below(task.id())).body(task.withPayload(request.payload()));
    }

    /**
     * Submits many tasks, all or none. The tasks are queued in their order, and {@code task-submitted} is published for each; the
     * answer has them in the same order, without their payloads.
     * <p>One task that is refused stops all, with {@code policy-denied}, {@code approval-required} or
     * {@code upstream-unavailable} as for a single task; {@code detail} names it. {@code approvalIds} names all approvals that
     * are needed, unless a policy denies a task.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "submitTasks")
    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.CREATED)
    SubmittedTasks submit(@Nullable IdempotencyKey key, @Valid @RequestBody SubmitBatchRequest batch) {
        return idempotency.once(
                key,
                batch,
                SubmittedTasks.class,
                () -> {
                    requireTime(batch.tasks(), index -> "tasks[" + index + "].deadline");
                    List<NewTask> accepted = batch.tasks().stream()
                            .map(SubmitTaskRequest::accepted)
                            .toList();
                    gate.requireOpen(accepted, key);
                    return accepted;
                },
                accepted -> new SubmittedTasks(submit(accepted)));
    }

    /** Nothing can be done in a time that is over. A request that is repeated was in time when it was accepted. */
    private void requireTime(List<SubmitTaskRequest> requests, IntFunction<String> field) {
        Instant now = clock.instant();
        List<FieldFault> faults = IntStream.range(0, requests.size())
                .filter(index -> requests.get(index).isTooLate(now))
                .mapToObj(index -> new FieldFault(field.apply(index), "must be in the future"))
                .toList();
        if (!faults.isEmpty()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: "
                            + faults.stream().map(FieldFault::field).collect(Collectors.joining(", ")))
                    .withErrors(faults);
        }
    }

    private List<TaskView> submit(List<NewTask> accepted) {
        return queue.submit(accepted, Caller.current());
    }

    /**
     * Queues a failed or dead task again. The task begins anew, with as many attempts as at first and no deadline if that has
     * passed, and {@code task-requeued} is published. The policies are asked as for a submission, about the caller.
     * <p>Refused with {@code illegal-transition} unless the task is failed or dead, and so when it is sent twice; with
     * {@code policy-denied}, {@code approval-required} and {@code upstream-unavailable} as a submission is; and with
     * {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(
            value = {Permission.TASKS_MANAGE, Permission.MESSAGES_ROUTE},
            on = Reach.ANY,
            action = "requeueTask")
    @PostMapping("/{id}/requeue")
    TaskView requeue(@PathVariable UUID id) {
        gate.requireOpen(queue.requeueable(id), null);
        return queue.requeue(id);
    }
}
