package io.agentplane.registry.health;

import io.agentplane.registry.agent.InstanceEndpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How an agent does. All of it may be left out, and so may the body.
 *
 * @param load the share of its concurrency that is in use: 0 to 1, and above 1 when it has more work than it wants; 0
 *     when left out
 * @param errorRate the share of its work since the last heartbeat that failed, 0 to 1
 * @param responseTime the mean time of its answers since the last heartbeat, as an ISO 8601 duration such as
 *     {@code PT0.35S}, up to {@code P1D}
 * @param endpoint the URL of the instance that this is the heartbeat of; one that is new becomes an instance of the
 *     agent. When left out it is the agent's first instance
 */
@Schema(example = "{\"load\": 0.25, \"errorRate\": 0.01, \"responseTime\": \"PT0.35S\"}")
record HeartbeatRequest(
        @PositiveOrZero @DecimalMax("1000") @Nullable Double load,
        @PositiveOrZero @DecimalMax("1") @Nullable Double errorRate,
        @DurationMin @DurationMax(days = 1) @Nullable Duration responseTime,
        @InstanceEndpoint @Nullable String endpoint) {

    static final HeartbeatRequest EMPTY = new HeartbeatRequest(null, null, null, null);
}
