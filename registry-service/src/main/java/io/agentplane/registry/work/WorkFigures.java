package io.agentplane.registry.work;

import org.jspecify.annotations.Nullable;

/**
 * How an agent has done. A task counts for the agent that had it in the end: when another agent made good what this one
 * failed at, it counts for the other.
 *
 * @param completed tasks it has completed
 * @param failed tasks that failed or died in its hands and were not queued again
 * @param open tasks that it was given or is working on
 */
public record WorkFigures(long completed, long failed, int open) {

    static final WorkFigures NONE = new WorkFigures(0, 0, 0);

    /** The completed share of what came to an end, 0 to 1; absent when nothing has. */
    public @Nullable Double successRate() {
        long ended = completed + failed;
        return ended == 0 ? null : (double) completed / ended;
    }
}
