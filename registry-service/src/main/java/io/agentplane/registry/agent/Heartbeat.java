package io.agentplane.registry.agent;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of an agent, and of one of its instances where it is known which.
 *
 * @param load share of the concurrency in use
 * @param errorRate share of failed work since the last one
 * @param responseTime the mean since the last one
 */
public record Heartbeat(
        UUID agentId,
        @Nullable UUID instanceId,
        double load,
        @Nullable Double errorRate,
        @Nullable Duration responseTime) {}
