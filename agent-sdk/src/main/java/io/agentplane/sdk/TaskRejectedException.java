package io.agentplane.sdk;

/** Thrown by a handler for a task that no further attempt could save, such as one with a senseless payload. */
public final class TaskRejectedException extends RuntimeException {

    public TaskRejectedException(String message) {
        super(message);
    }
}
