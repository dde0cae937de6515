package io.agentplane.policy.budget;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
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
 * @param owner the agent's, for an agent that the registry has not told of; else what the registry has told counts
 * @param amount in US dollars
 * @param taskId the task that the call is for; without one the call counts as a task of its own
 * @param ttl how long to hold it without news
 */
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
