package io.agentplane.scheduler.task;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as the world sees it.
 *
 * @param payload any JSON; what it means is between submitter and agent. Absent, like the result, where lists leave it out
 * @param priority 0 is the highest; first in, first out within one
 * @param capabilities the agent must have all of them
 * @param submittedBy the name of the principal that asked for it; absent for tasks from before this was kept
 * @param deadline when it fails if it isn't done; it is not handed out any more, and no lease reaches beyond
 * @param timeout the longest time for one attempt; no lease reaches beyond it
 * @param agentId who has it, or had it last when it came to an end
 * @param attempt 1 when it is worked on for the first time, 0 before
 * @param dueAt when a waiting task is tried again
 * @param progress what the agent reported last of its last attempt, 0 to 1; stays when the task comes to an end, whichever it
 *     is, and is gone when the task is queued again
 * @param error of the last attempt that failed; kept for the next one
 * @param revision counts the changes of the task
 */
public record TaskView(
        UUID id,
        String type,
        @Nullable Object payload,
        int priority,
        @Nullable String specialization,
        List<String> capabilities,
        @Nullable Instant deadline,
        int maxRetries,
        @Nullable Duration timeout,
        @Nullable BigDecimal estimatedCost,
        @Nullable String submittedBy,
        TaskStatus status,
        @Nullable UUID agentId,
        int attempt,
        @Nullable Instant dueAt,
        @Nullable Instant leaseUntil,

        @Schema(
                description =
                        "What the agent reported last of its last attempt, 0 to 1. Stays when the task comes to an end,"
                                + " whichever it is, and is gone when the task is queued again")
        @Nullable
        Double progress,

        @Nullable Object result,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long revision) {

    /** The same without what can be large. */
    TaskView withoutContent() {
        return with(null, null);
    }

    /** The same with what was submitted. */
    public TaskView withPayload(@Nullable Object submitted) {
        return with(submitted, result);
    }

    private TaskView with(@Nullable Object newPayload, @Nullable Object newResult) {
        return new TaskView(
                id,
                type,
                newPayload,
                priority,
                specialization,
                capabilities,
                deadline,
                maxRetries,
                timeout,
                estimatedCost,
                submittedBy,
                status,
                agentId,
                attempt,
                dueAt,
                leaseUntil,
                progress,
                newResult,
                error,
                createdAt,
                startedAt,
                finishedAt,
                revision);
    }
}
