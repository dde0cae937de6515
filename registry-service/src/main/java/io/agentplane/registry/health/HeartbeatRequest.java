package io.agentplane.registry.health;

import io.agentplane.registry.agent.InstanceEndpoint;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How an agent does; all of it is optional.
 *
 * @param load share of its concurrency in use; above 1 it has more work than it wants
 * @param errorRate share of failed work since the last heartbeat, 0 to 1
 * @param responseTime the mean since the last heartbeat
 * @param endpoint where the instance is reached that this is the heartbeat of; an unknown one becomes a new instance of the
 *     agent. Absent, it is that of the agent's first instance
 */
record HeartbeatRequest(
        @PositiveOrZero @DecimalMax("1000") @Nullable Double load,
        @PositiveOrZero @DecimalMax("1") @Nullable Double errorRate,
        @DurationMin @DurationMax(days = 1) @Nullable Duration responseTime,
        @InstanceEndpoint @Nullable String endpoint) {

    static final HeartbeatRequest EMPTY = new HeartbeatRequest(null, null, null, null);
}
