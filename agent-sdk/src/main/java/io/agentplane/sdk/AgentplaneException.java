package io.agentplane.sdk;

import org.jspecify.annotations.Nullable;

/**
 * A call that brought no answer worth having. Its kinds say whether the gateway refused ({@link
 * AgentplaneProblemException}) or was away.
 */
public class AgentplaneException extends RuntimeException {

    AgentplaneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the same call may well succeed later without anybody changing anything. */
    public boolean isTransient() {
        return false;
    }
}
