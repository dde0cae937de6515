package io.agentplane.policy.budget;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
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
import java.util.Objects;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a call may cost at most.
 *
 * @param agentId the agent that makes the call
 * @param owner the agent's owner, for an agent that is not registered; what is registered goes before it
 * @param amount the highest cost in US dollars, with six decimals at most; 0 when left out
 * @param tokens the most tokens of a language model that it takes; 0 when left out
 * @param taskId the task that the call is for; when left out the call counts as a task of its own
 * @param ttl how long to hold it without news, as an ISO 8601 duration from {@code PT1S} to {@code PT24H};
 *     {@code PT10M} when left out, unless the service is set otherwise
 */
@Schema(example = """
        {"agentId": "01980000-0000-7000-8000-000000000001", "amount": 0.25, "tokens": 4000, "ttl": "PT5M"}
        """)
record ReserveRequest(
        @NotNull UUID agentId,

        @Size(min = 1, max = 200) @PlainText @Addressable @Nullable
        String owner,

        @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6) @Nullable
        BigDecimal amount,

        @Min(0) @Max(1_000_000_000_000L) @Nullable Long tokens,
        @Nullable UUID taskId,

        @DurationMin(seconds = 1) @DurationMax(hours = 24) @Nullable
        Duration ttl) {

    ReserveRequest {
        amount = Cost.plain(amount);
    }

    Cost cost() {
        return new Cost(Objects.requireNonNullElse(amount, BigDecimal.ZERO), Objects.requireNonNullElse(tokens, 0L));
    }
}
