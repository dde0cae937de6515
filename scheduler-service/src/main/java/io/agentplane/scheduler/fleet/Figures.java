package io.agentplane.scheduler.fleet;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an agent has done.
 *
 * @param claimed tasks it ever took, each attempt counted
 * @param averageResponseTime moving average over its completed tasks, 0.7 old + 0.3 new (SCH-5); absent before the first
 */
public record Figures(
        long claimed, long completed, long failed, @Nullable Duration averageResponseTime) {

    private static final double WEIGHT_OF_THE_NEW = 0.3;

    Figures after(WorkOutcome outcome) {
        return new Figures(
                claimed + outcome.claimed(),
                completed + outcome.completed(),
                failed + outcome.failed(),
                average(averageResponseTime, outcome.responseTime()));
    }

    private static @Nullable Duration average(@Nullable Duration old, @Nullable Duration latest) {
        if (old == null || latest == null) {
            return latest == null ? old : latest;
        }
        double change = (latest.toNanos() - old.toNanos()) * WEIGHT_OF_THE_NEW;
        return old.plusNanos(Math.round(change));
    }

    /** The completed share of what came to an end, 0 to 1; absent when nothing has. */
    public @Nullable Double successRate() {
        long ended = completed + failed;
        return ended == 0 ? null : (double) completed / ended;
    }
}
