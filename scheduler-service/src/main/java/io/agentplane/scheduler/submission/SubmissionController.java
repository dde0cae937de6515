package io.agentplane.scheduler.submission;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Revision;
import io.agentplane.scheduler.task.TaskQueue;
import io.agentplane.scheduler.task.TaskView;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The gate is asked before the transaction, so that no connection is held while another service thinks. */
@RestController
@RequestMapping("/tasks")
class SubmissionController {

    private final SubmissionGate gate;
    private final TaskQueue queue;
    private final Idempotency idempotency;

    SubmissionController(SubmissionGate gate, TaskQueue queue, Idempotency idempotency) {
        this.gate = gate;
        this.queue = queue;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "submitTask")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<TaskView> submit(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody SubmitTaskRequest request) {
        // A repeated request has been judged already.
        TaskView task = idempotency.kept(key, request, TaskView.class).orElseGet(() -> {
            gate.requireOpen(request);
            return idempotency.once(
                    key, request, TaskView.class, () -> submit(List.of(request)).getFirst());
        });
        return ResponseEntity.created(Location.below(task.id()))
                .eTag(Revision.eTag(task.revision()))
                .body(task);
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "submitTasks")
    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.CREATED)
    SubmittedTasks submit(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody SubmitBatchRequest batch) {
        return idempotency.kept(key, batch, SubmittedTasks.class).orElseGet(() -> {
            gate.requireOpen(batch.tasks());
            return idempotency.once(key, batch, SubmittedTasks.class, () -> new SubmittedTasks(submit(batch.tasks())));
        });
    }

    private List<TaskView> submit(List<SubmitTaskRequest> requests) {
        return queue.submit(requests.stream().map(SubmitTaskRequest::accepted).toList(), Caller.current());
    }
}
