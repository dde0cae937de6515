package io.agentplane.scheduler.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a task.
 *
 * @param sequence the place in the task's history: it grows, with gaps
 * @param type what happened:
 *     <ul>
 *     <li>{@code task-submitted}: it was accepted and queued
 *     <li>{@code task-assigned}: it was given to an agent
 *     <li>{@code task-released}: it was taken back from an agent that had not claimed it, and queued again
 *     <li>{@code task-started}: the agent claimed it, and an attempt began
 *     <li>{@code task-completed}: it is done
 *     <li>{@code task-failed}: the attempt failed, or the deadline passed
 *     <li>{@code task-lease-lost}: the lease ran out, or the agent that held it is no longer active
 *     <li>{@code task-retry-scheduled}: it is tried again at a later time
 *     <li>{@code task-dead}: no attempts are left
 *     <li>{@code task-cancelled}: somebody called it off
 *     <li>{@code task-requeued}: somebody queued it again after its end
 *     </ul>
 * @param at when it happened
 * @param agentId the agent that it has to do with, which need not have the task any more; absent when there is none
 * @param attempt how many attempts had begun by then
 * @param detail what explains it, as JSON: {@code error} of a failure, {@code reason} of a task taken back, {@code dueAt} of a
 *     retry, the scores of an assignment; absent when there is nothing to explain
 */
public record TaskEventView(
        long sequence,
        TaskEventType type,
        Instant at,
        @Nullable UUID agentId,
        int attempt,
        @Nullable Object detail) {}
