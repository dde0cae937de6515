package io.agentplane.policy.budget;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
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
 * A whole budget, new or changed. A limit that is left out does not apply.
 *
 * @param period how long the limits count: a {@code DAY}, {@code WEEK} (from Monday), {@code MONTH} or {@code YEAR}
 *     of the calendar in UTC; in capitals or small letters
 * @param amount how much may be spent in a period in US dollars, with six decimals at most; not limited when left out
 * @param tokens how many tokens may be spent in a period; not limited when left out
 * @param perTask how much one task may cost, however long it takes; not limited when left out
 */
@Schema(example = "{\"period\": \"MONTH\", \"amount\": 250, \"tokens\": 20000000, \"perTask\": {\"amount\": 2.5}}")
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
