package io.agentplane.local.process;

/** What went wrong, in sentences for the person at the terminal; shown as they are, without a stack trace. */
public final class ClusterException extends RuntimeException {

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
