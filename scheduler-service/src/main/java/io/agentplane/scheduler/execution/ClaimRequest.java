package io.agentplane.scheduler.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How much work an agent asks for. All of it may be left out, and so may the body.
 *
 * @param max how many tasks at most; 1 unless given
 * @param patience {@code wait} on the wire, a name that {@link Object#wait()} has taken
 * @param lease how long a task is the agent's after the claim and after each heartbeat, as an ISO 8601 duration of 1 s to 10 min;
 *     30 s unless given, or what the scheduler is set to
 */
@Schema(example = """
        {"max": 5, "wait": "PT10S", "lease": "PT1M"}""")
record ClaimRequest(
        @Min(1) @Max(100) @Nullable Integer max,

        @JsonProperty("wait") @Schema(description = WAIT) @Nullable
        Duration patience,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) @Nullable
        Duration lease) {

    private static final String WAIT =
            "How long to wait for a task, as an ISO 8601 duration of at most 30 s; not at all unless given";

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
