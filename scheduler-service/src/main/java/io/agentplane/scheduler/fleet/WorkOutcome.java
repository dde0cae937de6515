package io.agentplane.scheduler.fleet;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent did and that counts for or against it.
 *
 * @param claimed tasks it took
 * @param responseTime from the claim to the completion, of a completed task
 */
public record WorkOutcome(
        UUID agentId,
        int claimed,
        int completed,
        int failed,
        @Nullable Duration responseTime) {

    public static WorkOutcome claimed(UUID agentId, int tasks) {
        return new WorkOutcome(agentId, tasks, 0, 0, null);
    }

    public static WorkOutcome completed(UUID agentId, Duration responseTime) {
        return new WorkOutcome(agentId, 0, 1, 0, responseTime);
    }

    /** A lost lease counts like a reported failure: the work was not done. */
    public static WorkOutcome failed(UUID agentId) {
        return new WorkOutcome(agentId, 0, 0, 1, null);
    }
}
