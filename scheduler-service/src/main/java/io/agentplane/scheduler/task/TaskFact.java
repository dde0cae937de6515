package io.agentplane.scheduler.task;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a task.
 *
 * @param task as it is now
 * @param agentId the agent it has to do with; not the task's own when that one has lost it
 * @param detail anything that explains it, kept as JSON
 */
public record TaskFact(
        Task task,
        TaskEventType type,
        @Nullable UUID agentId,
        @Nullable Object detail) {

    public static TaskFact of(Task task, TaskEventType type) {
        return new TaskFact(task, type, task.view().agentId(), null);
    }

    /** The same, with what explains it. */
    public TaskFact because(Object reason) {
        return new TaskFact(task, type, agentId, reason);
    }

    /** The same, about an agent that no longer has the task. */
    public TaskFact by(@Nullable UUID formerAgent) {
        return new TaskFact(task, type, formerAgent, detail);
    }
}
