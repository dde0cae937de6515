package io.agentplane.scheduler.execution;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.agentplane.scheduler.execution.CompletionView.Outcome;
import io.agentplane.scheduler.killswitch.KillSwitches;
import io.agentplane.scheduler.task.TaskView;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
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

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.SELF, action = "claimTasks", agent = "id", routine = true)
    @Operation(
            description =
                    "Up to `max` tasks with 1 MiB of payloads together, and one task at least. What is left stays the"
                            + " agent's, for its next claim.")
    @PostMapping("/agents/{id}/tasks/claim")
    List<ClaimedTaskView> claim(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ClaimRequest request) {
        return claims.claim(id, request == null ? ClaimRequest.ONE : request);
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.SELF, action = "completeTasks", agent = "id")
    @Operation(
            description =
                    "Each completion stands for itself: what has no lease of the agent's is LEASE_LOST and changes"
                            + " nothing. Of two with the same lease the first counts.")
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

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "extendLease", routine = true)
    @PostMapping("/tasks/{id}/heartbeat")
    LeaseView heartbeat(@PathVariable UUID id, @Valid @RequestBody ExtendLeaseRequest request) {
        return leases.extend(id, request.leaseToken(), request.progress());
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "completeTask")
    @PostMapping("/tasks/{id}/complete")
    ResponseEntity<TaskView> complete(@PathVariable UUID id, @Valid @RequestBody CompleteTaskRequest request) {
        return answer(leases.complete(id, request.leaseToken(), request.result()));
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "failTask")
    @PostMapping("/tasks/{id}/fail")
    ResponseEntity<TaskView> fail(@PathVariable UUID id, @Valid @RequestBody FailTaskRequest request) {
        return answer(
                leases.fail(id, request.leaseToken(), request.error(), Objects.requireNonNull(request.retryable())));
    }

    private static ResponseEntity<TaskView> answer(TaskView task) {
        return ResponseEntity.ok().eTag(Revision.eTag(task.revision())).body(task);
    }
}
