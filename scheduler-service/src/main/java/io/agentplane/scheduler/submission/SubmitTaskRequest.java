package io.agentplane.scheduler.submission;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.scheduler.task.NewTask;
import io.agentplane.scheduler.task.Storable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * A task to be done. What is left out takes the default of the component.
 *
 * @param action what the policies are asked about
 * @param resource what the action is done to, for the policies
 * @param estimatedCost in US dollars
 */
record SubmitTaskRequest(
        @NotNull @Pattern(regexp = NAME, message = NAME_RULE)
        String type,

        @Storable @Nullable Object payload,
        @Min(0) @Max(9) @Nullable Integer priority,

        @Size(max = 100) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String specialization,

        @Size(max = 20) @Nullable List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> capabilities,
        @Storable @Nullable Instant deadline,
        @Min(0) @Max(100) @Nullable Integer maxRetries,

        @DurationMin(millis = 1) @DurationMax(days = 7) @Nullable
        Duration timeout,

        @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 9) @Nullable
        BigDecimal estimatedCost,

        @Size(max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String action,

        @Size(max = 1000) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Undetoured @Nullable
        String resource) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String NAME_RULE = "must be 1 to 100 letters, digits, dots, underscores or dashes";
    private static final String PRINTABLE = "[^\\p{Cntrl}\\p{Cs}]*";
    private static final String PRINTABLE_RULE = "must have no control characters";
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
                estimatedCost);
    }

    /**
     * What a policy can test for; absent ones are left out. The payload's digest binds an approval to this payload; the same
     * request has the same context whenever it is made.
     */
    Map<String, Object> policyContext(PayloadDigest digests) {
        Map<String, Object> context = new HashMap<>(Map.of("task_type", type));
        put(context, "priority", priority);
        put(context, "specialization", specialization);
        put(context, "capabilities", capabilities);
        put(context, "estimated_cost", estimatedCost);
        put(context, "payload_digest", payload == null ? null : digests.of(payload));
        return context;
    }

    private static void put(Map<String, Object> context, String name, @Nullable Object value) {
        if (value != null) {
            context.put(name, value);
        }
    }
}
