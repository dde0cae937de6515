package io.agentplane.scheduler.task;

/** The stations of a task's life. */
public enum TaskStatus {
    /** Due, and to be given to the best agent that has room. */
    QUEUED,
    /** Given to an agent that has not taken it yet. */
    ASSIGNED,
    /** Taken by an agent, which holds a lease on it. */
    RUNNING,
    /** Failed, and to be tried again when it is due. */
    WAITING,
    /** Done; the result is there. */
    COMPLETED,
    /** Not to be tried again: the agent said so, or the deadline has passed. */
    FAILED,
    /** Called off. */
    CANCELLED,
    /** Out of retries; a person can requeue it. */
    DEAD;

    public boolean canBecome(TaskStatus next) {
        return switch (this) {
            case QUEUED -> next == ASSIGNED || next == FAILED || next == CANCELLED;
            case ASSIGNED -> next == RUNNING || next == QUEUED || next == FAILED || next == CANCELLED;
            case RUNNING -> next != ASSIGNED && next != RUNNING;
            case WAITING -> next == QUEUED || next == FAILED || next == CANCELLED;
            case FAILED, DEAD -> next == QUEUED;
            case COMPLETED, CANCELLED -> false;
        };
    }

    /** True when nothing more happens to the task by itself. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, ASSIGNED, RUNNING, WAITING -> false;
            case COMPLETED, FAILED, CANCELLED, DEAD -> true;
        };
    }
}
