package io.agentplane.scheduler.execution;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is doing.
 *
 * @param load tasks it has now, taken or not
 * @param assigned tasks it ever took, each attempt counted
 * @param failed attempts it reported as failed or lost the lease of
 * @param successRate completed share of what came to an end, 0 to 1; absent when nothing has
 * @param averageResponseTime moving average from claim to completion; absent before the first
 */
record AgentMetricsView(
        UUID agentId,
        int load,
        long assigned,
        long completed,
        long failed,
        @Nullable Double successRate,
        @Nullable Duration averageResponseTime) {}
