package io.agentplane.scheduler.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that is accepted and about to be stored, or to be queued again.
 *
 * @param action what the policies are asked about it
 * @param resource what the action is done to, for the policies
 */
public record NewTask(
        UUID id,
        String type,
        @Nullable Object payload,
        int priority,
        @Nullable String specialization,
        SortedSet<String> capabilities,
        @Nullable Instant deadline,
        int maxRetries,
        @Nullable Duration timeout,
        @Nullable BigDecimal estimatedCost,
        String action,
        @Nullable String resource) {}
