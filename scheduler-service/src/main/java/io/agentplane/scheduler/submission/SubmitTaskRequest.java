package io.agentplane.scheduler.submission;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.scheduler.task.JsonWithin;
import io.agentplane.scheduler.task.NewTask;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * A task to be done.
 *
 * @param type what kind of work it is, by a name that submitters and agents agree on
 * @param payload what there is to do: any JSON of at most 256 KiB, which only the agent has to understand; nothing unless given
 * @param priority 0 is the most urgent, 9 the least; 5 unless given
 * @param specialization agents with this specialization are preferred; none unless given
 * @param capabilities what the agent must be able to do; it is given only to agents that have all of them. None unless given
 * @param deadline when the task fails unless it is done, in the future; no lease reaches beyond it. None unless given
 * @param maxRetries how many attempts may follow the first one; 3 unless given
 * @param timeout the longest time for one attempt, as an ISO 8601 duration of at most 7 days; no lease reaches beyond it. No limit
 *     unless given
 * @param estimatedCost what it is expected to cost, in US dollars; the policies can refuse what costs too much. Unknown unless
 *     given
 * @param action what the policies are asked about; {@code submit-task} unless given
 * @param resource what the action is done to, for the policies; nothing unless given
 */
@Schema(example = """
        {
          "type": "translate",
          "payload": {"text": "Hello", "language": "German"},
          "priority": 3,
          "capabilities": ["translate"],
          "timeout": "PT2M",
          "estimatedCost": 0.02
        }""")
record SubmitTaskRequest(
        @NotNull @SimpleName String type,

        @JsonWithin @Nullable Object payload,

        @Min(0) @Max(9) @Nullable Integer priority,

        @Size(max = 100) @PlainText @Addressable @Nullable String specialization,

        @Size(max = 20) @Nullable List<@NotNull @SimpleName String> capabilities,

        @Nullable Instant deadline,

        @Min(0) @Max(100) @Nullable Integer maxRetries,

        @DurationMin(millis = 1) @DurationMax(days = 7) @Nullable
        Duration timeout,

        @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 9) @SignificantDigits @Nullable
        BigDecimal estimatedCost,

        @Size(max = 200) @PlainText @Addressable @Nullable String action,

        @Size(max = 1000) @PlainText @Undetoured @Nullable String resource) {

    private static final String USUAL_ACTION = "submit-task";

    SubmitTaskRequest {
        priority = priority == null ? 5 : priority;
        capabilities = capabilities == null ? List.of() : capabilities;
        maxRetries = maxRetries == null ? 3 : maxRetries;
        action = action == null ? USUAL_ACTION : action;
    }

    @SuppressWarnings("NullAway") // The compact constructor has put defaults in the place of null.
    NewTask accepted() {
        return new NewTask(
                UuidCreator.getTimeOrderedEpoch(),
                type,
                payload,
                priority,
                specialization,
                new TreeSet<>(capabilities),
                deadline,
                maxRetries,
                timeout,
                estimatedCost,
                action,
                resource);
    }

    boolean isTooLate(Instant now) {
        return deadline != null && !deadline.isAfter(now);
    }
}
