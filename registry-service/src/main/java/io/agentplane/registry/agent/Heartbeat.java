package io.agentplane.registry.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life.
 *
 * @param load share of the agent's concurrency in use
 * @param errorRate share of failed work since the last one
 * @param responseTime the mean since the last one
 */
public record Heartbeat(
        UUID agentId,
        Instant at,
        double load,
        @Nullable Double errorRate,
        @Nullable Duration responseTime) {}
