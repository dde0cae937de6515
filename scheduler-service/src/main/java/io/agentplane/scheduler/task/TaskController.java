package io.agentplane.scheduler.task;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TaskController {

    private final TaskQueue queue;

    TaskController(TaskQueue queue) {
        this.queue = queue;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listTasks")
    @Operation(
            description = "Oldest first. Payload and result are left out unless `include` asks for them. A page ends at"
                    + " `limit` tasks or 1 MiB, whichever comes first; `nextCursor` goes on after its last task.")
    @GetMapping("/tasks")
    Page<TaskView> search(
            @RequestParam(required = false) @Nullable TaskStatus status,
            @RequestParam(required = false) @Nullable UUID agentId,
            @RequestParam(required = false) @SimpleName @Nullable String type,
            @RequestParam(defaultValue = "") @Size(max = 10) List<@NotNull TaskContent> include,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return queue.search(new TaskSearch(status, agentId, type, Cursor.decodeId(cursor), limit, Set.copyOf(include)));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getTask")
    @GetMapping("/tasks/{id}")
    TaskView get(@PathVariable UUID id, HttpServletResponse response) {
        TaskView task = queue.get(id).view();
        // Not as an answer's ETag, for which Spring would answer 304: progress and lease change without the revision.
        response.setHeader(HttpHeaders.ETAG, Revision.eTag(task.revision()));
        return task;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listTaskEvents")
    @Operation(description = "Oldest first. A page ends at `limit` events or 1 MiB, whichever comes first.")
    @GetMapping("/tasks/{id}/events")
    Page<TaskEventView> history(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        Long after = Cursor.decodeNumber(cursor);
        return queue.history(id, after == null ? 0 : after, limit);
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "cancelTask")
    @PostMapping("/tasks/{id}/cancel")
    ResponseEntity<TaskView> cancel(@PathVariable UUID id) {
        return answer(queue.cancel(id));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listQueues")
    @GetMapping("/queues")
    Page<QueueView> queues(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return queue.queues(Objects.requireNonNullElse(Cursor.decode(cursor), ""), limit);
    }

    private static ResponseEntity<TaskView> answer(TaskView task) {
        return ResponseEntity.ok().eTag(Revision.eTag(task.revision())).body(task);
    }
}
