package io.agentplane.scheduler.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a task's history.
 *
 * @param sequence grows within a task, not without gaps
 * @param detail what explains it: an error, the reason of a release, the scores of an assignment
 */
public record TaskEventView(
        long sequence,
        TaskEventType type,
        Instant at,
        @Nullable UUID agentId,
        int attempt,
        @Nullable Object detail) {}
