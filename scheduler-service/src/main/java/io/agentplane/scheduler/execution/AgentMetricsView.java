package io.agentplane.scheduler.execution;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much an agent has to do, and how it has done.
 *
 * @param agentId the agent
 * @param load tasks that it has now, claimed or not
 * @param assigned tasks that it has ever claimed; each attempt counts
 * @param completed tasks that it has completed
 * @param failed attempts that it reported as failed or lost by a lease that ran out
 * @param successRate the completed share of what it completed or failed, from 0 to 1; absent when there is nothing of either
 * @param averageResponseTime how long it takes from claim to completion, as an ISO 8601 duration: a moving average to which the
 *     newest task adds 30 %; absent before the first
 */
record AgentMetricsView(
        UUID agentId,
        int load,
        long assigned,
        long completed,
        long failed,
        @Nullable Double successRate,
        @Nullable Duration averageResponseTime) {}
