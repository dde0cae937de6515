package io.agentplane.scheduler.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks for work.
 *
 * @param patience how long to wait for the first task; {@code wait} on the wire, a name that {@link Object#wait()} has taken
 * @param lease how long a task stays the agent's after its last sign of life; absent for the service's usual time
 */
record ClaimRequest(
        @Min(1) @Max(100) @Nullable Integer max,

        @JsonProperty("wait") @DurationMin @DurationMax(seconds = 30) @Nullable
        Duration patience,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) @Nullable
        Duration lease) {

    static final ClaimRequest ONE = new ClaimRequest(null, null, null);

    ClaimRequest {
        max = max == null ? 1 : max;
        patience = patience == null ? Duration.ZERO : patience;
    }
}
