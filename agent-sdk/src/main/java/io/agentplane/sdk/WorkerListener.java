package io.agentplane.sdk;

/** Hears what a worker does, for logs and figures. Called on the worker's threads; what it throws is logged and forgotten. */
public interface WorkerListener {

    default void completed(Task task) {}

    default void failed(Task task, String error) {}

    /** The task is another agent's now, or nobody's: whatever was done for it here was dropped. */
    default void leaseLost(Task task) {}

    /** Neither result nor failure could be delivered; the task's lease runs out and it is given to someone else. */
    default void undelivered(Task task, AgentplaneException reason) {}

    /** A heartbeat or claim brought no answer or a refusal; the worker goes on trying. */
    default void troubled(AgentplaneException reason) {}
}
