package io.agentplane.policy.budget;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent.
 *
 * @param amount in US dollars, with six decimals at most; not limited when absent
 * @param tokens in tokens of a language model; not limited when absent
 */
public record Limit(
        @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 6) @Nullable
        BigDecimal amount,

        @Min(0) @Max(1_000_000_000_000_000L) @Nullable Long tokens) {

    public Limit {
        amount = Cost.plain(amount);
    }

    static final Limit NONE = new Limit(null, null);

    static Limit ofMicros(@Nullable Long micros, @Nullable Long tokens) {
        return new Limit(micros == null ? null : Cost.dollars(micros), tokens);
    }

    @Nullable
    Long micros() {
        return amount == null ? null : Cost.micros(amount);
    }

    /** What is left beside what is taken; never less than nothing. */
    Limit left(Cost taken) {
        Long micros = micros();
        return ofMicros(
                micros == null ? null : Math.max(0, micros - taken.micros()),
                tokens == null ? null : Long.valueOf(Math.max(0, tokens - taken.tokens())));
    }

    /** The larger of the shares of money and tokens that are taken, in whole percent; 0 where nothing is limited. */
    int percent(Cost taken) {
        return Math.max(percent(micros(), taken.micros()), percent(tokens, taken.tokens()));
    }

    private static int percent(@Nullable Long limit, long taken) {
        Long known = Objects.requireNonNullElse(limit, Long.MAX_VALUE);
        if (known == 0) {
            return taken == 0 ? 0 : 100;
        }
        return (int) Math.min(1000, Math.floor(taken * 100.0 / known));
    }
}
