package io.agentplane.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life.
 *
 * @param load share of the agent's concurrency in use
 * @param errorRate share of failed work since the last one, 0 to 1
 * @param responseTime the mean for one task since the last one
 */
public record AgentHeartbeat(
        @Nullable Double load,
        @Nullable Double errorRate,
        @Nullable Duration responseTime) {

    /** What the registry answers: how it sees the agent, and when it wants to hear from it at the latest. */
    public record Answer(AgentStatus status, @Nullable Duration nextHeartbeatWithin) {}
}
