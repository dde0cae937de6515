package io.agentplane.scheduler.execution;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Page;
import io.agentplane.scheduler.execution.CompletionView.Outcome;
import io.agentplane.scheduler.killswitch.KillSwitches;
import io.agentplane.scheduler.task.TaskView;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * An agent works on a task under a lease: it claims the task, extends the lease by heartbeats, and reports how it went, each with
 * the lease's token. A lease that runs out is lost, and the task goes to another agent: a report that comes too late is refused
 * with {@code lease-lost} and changes nothing, so a task is never done twice.
 *
 * <p>To act as an agent with a key of its own: make a principal of the kind {@code AGENT} for it ({@code createPrincipal}), give
 * it the role {@code SERVICE_ACCOUNT} ({@code bindRole}), and make its key ({@code createApiKey}).
 */
@RestController
@Tag(name = "Leases")
class LeaseController {

    private final Claims claims;
    private final Leases leases;
    private final KillSwitches killSwitches;

    LeaseController(Claims claims, Leases leases, KillSwitches killSwitches) {
        this.claims = claims;
        this.leases = leases;
        this.killSwitches = killSwitches;
    }

    /** Before each request, while nothing is held yet. */
    @ModelAttribute
    void requireKnownSwitches() {
        killSwitches.requireKnown();
    }

    /**
     * Claims tasks for an agent. Of the tasks that were assigned to it the agent gets the most urgent ones, each {@code RUNNING}
     * under a lease with a token of its own; their payloads have at most 1 MiB together. What is left
     * stays assigned, for the next claim. A queued task that is more urgent than an assigned one goes first. For each task
     * {@code task-started} is published.
     * <p>When there is no task, the answer comes after {@code wait}, and it is an empty list. A claim is also a sign of life: an
     * agent that lost a lease gets new tasks once it claims again.
     * <p>Sent twice, it claims twice. Tasks whose answer got lost are queued for others when their leases run out; to cancel a
     * claim that waits may lose tasks in the same way.
     * <p>Refused with {@code agent-not-active} unless the agent is active, with {@code agent-killed} while a kill switch stops
     * it, with {@code kill-switches-unknown} for a moment after the scheduler has started, and with {@code agent-not-found}; a new
     * agent is known here a moment after it was registered.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.SELF, action = "claimTasks", agent = "id", routine = true)
    @PostMapping("/agents/{id}/tasks/claim")
    List<ClaimedTaskView> claim(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ClaimRequest request) {
        return claims.claim(id, request == null ? ClaimRequest.ONE : request);
    }

    /**
     * Completes many tasks of an agent. Each completion stands for itself: one without a lease that holds is {@code LEASE_LOST}
     * in the answer and changes nothing. The outcomes come in the order of the completions. For each completed task
     * {@code task-completed} is published.
     * <p>Of two completions of one lease the first counts. Sent twice, the first result stays, and the answer is the same.
     * <p>Refused as a whole with {@code agent-not-found}, with {@code agent-killed} while a kill switch stops the agent, and with
     * {@code kill-switches-unknown} for a moment after the scheduler has started.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.SELF, action = "completeTasks", agent = "id")
    @PostMapping("/agents/{id}/tasks/complete")
    Page<CompletionView> complete(@PathVariable UUID id, @Valid @RequestBody CompleteTasksRequest request) {
        Set<LeaseProof> completed = leases.complete(id, request.completions());
        List<CompletionView> outcomes = request.completions().stream()
                .map(completion -> new CompletionView(
                        completion.taskId(),
                        completed.contains(completion.proof()) ? Outcome.COMPLETED : Outcome.LEASE_LOST))
                .toList();
        return new Page<>(outcomes, null);
    }

    /**
     * Extends the lease on a task. The lease holds from now on for as long as the claim asked for, but never beyond the
     * task's timeout or deadline. Nothing is published, and the task keeps its revision. Sent twice, it extends the lease
     * twice.
     * <p>Refused with {@code lease-lost} when the lease has run out or was taken away; {@code taskStatus} says where the task is
     * now, and the agent should stop working on it. Refused with {@code agent-mismatch} for another agent, with
     * {@code agent-killed} while a kill switch stops the agent, and with {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "extendLease", routine = true)
    @PostMapping("/tasks/{id}/heartbeat")
    LeaseView heartbeat(@PathVariable UUID id, @Valid @RequestBody ExtendLeaseRequest request) {
        return leases.extend(id, request.leaseToken(), request.progress());
    }

    /**
     * Completes a task. The result is stored, the lease ends, and {@code task-completed} is published.
     * <p>Sent twice with the same token, it is answered again and changes nothing: the first result stays.
     * <p>Refused with {@code lease-lost} when the lease has run out or was taken away; {@code taskStatus} says where the task is
     * now. Refused with {@code agent-mismatch} for another agent, with {@code agent-killed} while a kill switch stops the agent,
     * and with {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "completeTask")
    @PostMapping("/tasks/{id}/complete")
    TaskView complete(@PathVariable UUID id, @Valid @RequestBody CompleteTaskRequest request) {
        return leases.complete(id, request.leaseToken(), request.result());
    }

    /**
     * Reports that an attempt failed. The lease ends, and {@code task-failed} is published. What becomes of the task:
     * <ul>
     * <li>{@code WAITING} when attempts are left: it is tried again after about 2 s, and after twice as long each further time,
     * unless the scheduler is set otherwise; {@code task-retry-scheduled} is published too
     * <li>{@code DEAD} when no attempts are left; {@code task-dead} is published too
     * <li>{@code FAILED} when {@code retryable} is false
     * </ul>
     * <p>Sent twice with the same token, it is answered again and changes nothing, until the next attempt begins.
     * <p>Refused with {@code lease-lost} when the lease has run out or was taken away; {@code taskStatus} says where the task is
     * now. Refused with {@code agent-mismatch} for another agent, with {@code agent-killed} while a kill switch stops the agent,
     * and with {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "failTask")
    @PostMapping("/tasks/{id}/fail")
    TaskView fail(@PathVariable UUID id, @Valid @RequestBody FailTaskRequest request) {
        return leases.fail(id, request.leaseToken(), request.error(), Objects.requireNonNull(request.retryable()));
    }
}
