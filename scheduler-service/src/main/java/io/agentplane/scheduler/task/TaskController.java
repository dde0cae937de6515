package io.agentplane.scheduler.task;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A task is a piece of work for one agent. It is submitted, assigned to the agent that suits it best and has room, claimed by that
 * agent under a lease, and completed or failed; what fails is tried again as often as the task allows. Each step stands in the
 * task's history and is published on the topic {@code agentplane.scheduler.tasks.v1}.
 */
@RestController
@Tag(name = "Tasks")
class TaskController {

    private final TaskQueue queue;

    TaskController(TaskQueue queue) {
        this.queue = queue;
    }

    /**
     * Lists tasks. The oldest come first; all conditions must hold. Payloads and results are left out unless {@code include} asks
     * for them.
     *
     * @param status only tasks in this state
     * @param agentId only tasks that this agent has, or had when they came to an end; an id that nobody has finds none
     * @param type only tasks of this type
     * @param include what to answer with as well: {@code payload}, {@code result} or both
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listTasks")
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

    /**
     * Shows a task. The answer has its payload and, once it is completed, its result. Refused with {@code task-not-found} when
     * the namespace has no such task.
     *
     * @param id the task's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getTask")
    @GetMapping("/tasks/{id}")
    TaskView get(@PathVariable UUID id) {
        return queue.get(id).view();
    }

    /**
     * Lists what happened to a task. The oldest entry comes first. Refused with {@code task-not-found} when the namespace has
     * no such task.
     *
     * @param id the task's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listTaskEvents")
    @GetMapping("/tasks/{id}/events")
    Page<TaskEventView> history(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        Long after = Cursor.decodeNumber(cursor);
        return queue.history(id, after == null ? 0 : after, limit);
    }

    /**
     * Cancels a task. The task is not handed out any more, and {@code task-cancelled} is published. An agent that works on it
     * is not interrupted: its lease is over, so its next heartbeat or report is refused with {@code lease-lost}.
     * <p>Refused with {@code illegal-transition} when the task has come to its end, and so when it is sent twice; with
     * {@code agent-mismatch} for an agent that has neither submitted the task nor has it; and with {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "cancelTask")
    @PostMapping("/tasks/{id}/cancel")
    TaskView cancel(@PathVariable UUID id) {
        return queue.cancel(id);
    }

    /**
     * Counts the tasks of each type that are under way or dead. There is one entry for each type that has any, in the order of
     * the types.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listQueues")
    @GetMapping("/queues")
    Page<QueueView> queues(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return queue.queues(Objects.requireNonNullElse(Cursor.decode(cursor), ""), limit);
    }
}
