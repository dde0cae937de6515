package io.agentplane.policy.budget;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost. It may be more than was reserved.
 *
 * @param amount in US dollars, with six decimals at most; 0 when left out
 * @param tokens in tokens of a language model; 0 when left out
 */
@Schema(example = "{\"amount\": 0.18, \"tokens\": 2950}")
record SettleRequest(
        @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6) @Nullable
        BigDecimal amount,

        @Min(0) @Max(1_000_000_000_000L) @Nullable Long tokens) {

    SettleRequest {
        amount = Cost.plain(amount);
    }

    Cost cost() {
        return new Cost(Objects.requireNonNullElse(amount, BigDecimal.ZERO), Objects.requireNonNullElse(tokens, 0L));
    }
}
