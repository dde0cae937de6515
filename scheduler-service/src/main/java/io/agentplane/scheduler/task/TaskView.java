package io.agentplane.scheduler.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task and how far it is.
 *
 * @param id the task's id
 * @param type what kind of work it is
 * @param payload any JSON; what it means is between submitter and agent. Absent when there is none, and where lists leave it out
 * @param priority 0 is the most urgent, 9 the least; among equals the oldest goes first
 * @param specialization agents with this specialization are preferred; absent when none is
 * @param capabilities what the agent must be able to do; it has all of them
 * @param deadline when the task fails unless it is done; absent when it has all the time. No lease reaches beyond it
 * @param maxRetries how many attempts may follow the first one; those that ended as their agent was no longer active
 *     don't count
 * @param timeout the longest time for one attempt, as an ISO 8601 duration; no lease reaches beyond it. Absent when there is no
 *     limit
 * @param estimatedCost what it is expected to cost, in US dollars; absent when nobody said so
 * @param submittedBy the name of the principal that submitted it; absent for tasks from before this was kept
 * @param status where the task is:
 *     <ul>
 *     <li>{@code QUEUED}: due, and given to an agent as soon as one that is able to do it has room
 *     <li>{@code ASSIGNED}: given to an agent, which has not claimed it yet
 *     <li>{@code RUNNING}: claimed by an agent, which holds a lease on it
 *     <li>{@code WAITING}: failed, and queued again at {@code dueAt}
 *     <li>{@code COMPLETED}: done
 *     <li>{@code FAILED}: not done, and not tried again: the agent said so, the deadline passed, or the agent left and no other
 *     can do it
 *     <li>{@code CANCELLED}: called off
 *     <li>{@code DEAD}: not done, and no attempts are left
 *     </ul>
 * @param agentId the agent that has it, or that had it when it came to an end; absent while nobody has it
 * @param attempt how many attempts have begun: 1 while it is worked on for the first time. Starts at 0 again when the task is
 *     queued again after its end
 * @param dueAt when a waiting task is queued again; absent otherwise
 * @param leaseUntil until when the agent's lease holds; absent when there is none
 * @param progress how far the latest attempt is, from 0 to 1, as the agent reported it last; kept at the end of the task,
 *     and absent when nothing was reported or the task is to be tried again
 * @param result any JSON that the agent completed the task with; absent when there is none, and where lists leave it out
 * @param error why the latest failed attempt failed; kept while the next one is made, and absent when none failed or the task
 *     is completed
 * @param createdAt when it was submitted
 * @param startedAt when the latest attempt began; absent before the first
 * @param finishedAt when it came to an end; absent before
 * @param revision counts the changes of the task; heartbeats are none
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
        @Nullable Double progress,
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
