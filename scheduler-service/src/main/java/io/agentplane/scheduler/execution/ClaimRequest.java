package io.agentplane.scheduler.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

        @JsonProperty("wait") @Nullable Duration patience,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) @Nullable
        Duration lease) {

    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    static final ClaimRequest ONE = new ClaimRequest(null, null, null);

    ClaimRequest {
        max = max == null ? 1 : max;
        patience = patience == null ? Duration.ZERO : patience;
    }

    /** Names the field as the caller wrote it, which a constraint on the component couldn't. */
    void requireBoundedWait() {
        Duration wait = Objects.requireNonNull(patience);
        if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: wait")
                    .withErrors(List.of(new FieldFault("wait", "must be PT0S to " + MAX_WAIT)));
        }
    }
}
