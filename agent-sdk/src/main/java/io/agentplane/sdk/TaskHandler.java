package io.agentplane.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The work of an agent. Called on a virtual thread of its own, so it may block. It is interrupted when the task is no longer this
 * agent's or the worker has no more time.
 */
@FunctionalInterface
public interface TaskHandler {

    /**
     * Returns the result, which becomes JSON of at most 256 KiB; the task fails for good if it is more. An exception
     * fails the attempt; the scheduler may try again, here or elsewhere, unless it is a {@link TaskRejectedException}.
     */
    @Nullable
    Object handle(Task task) throws Exception;
}
