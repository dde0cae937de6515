package io.agentplane.policy.budget;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole budget, new or changed. A limit that is left out is none.
 *
 * @param amount in US dollars
 * @param perTask what one task may cost
 */
record WriteBudgetRequest(
        @NotNull @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
        BudgetPeriod period,

        @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 6) @Nullable
        BigDecimal amount,

        @Min(0) @Max(1_000_000_000_000_000L) @Nullable Long tokens,
        @Valid @Nullable Limit perTask) {

    WriteBudgetRequest {
        amount = Cost.plain(amount);
    }

    Limit limit() {
        return new Limit(amount, tokens);
    }

    Limit taskLimit() {
        return Objects.requireNonNullElse(perTask, Limit.NONE);
    }
}
