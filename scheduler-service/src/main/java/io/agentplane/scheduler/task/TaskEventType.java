package io.agentplane.scheduler.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can happen to a task. */
public enum TaskEventType {
    TASK_SUBMITTED,
    TASK_ASSIGNED,
    /** Taken back from an agent that did not take it up, or may no longer. */
    TASK_RELEASED,
    TASK_STARTED,
    TASK_COMPLETED,
    TASK_FAILED,
    TASK_LEASE_LOST,
    TASK_RETRY_SCHEDULED,
    TASK_DEAD,
    TASK_CANCELLED,
    TASK_REQUEUED;

    /** The name on the wire, such as {@code task-submitted}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
