package io.agentplane.policy.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What something costs.
 *
 * @param amount in US dollars, exact to a millionth
 * @param tokens in tokens of a language model
 */
public record Cost(BigDecimal amount, long tokens) {

    private static final int SCALE = 6;

    static final Cost NONE = ofMicros(0, 0);

    /** 1.50 is 1.5: equal costs are equal records. */
    public Cost {
        amount = dollars(micros(amount));
    }

    static Cost ofMicros(long micros, long tokens) {
        return new Cost(dollars(micros), tokens);
    }

    /** The same amount without zeros at its end: 1.0E-6 has no more decimals than 0.000001. */
    static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros();
    }

    static BigDecimal dollars(long micros) {
        BigDecimal exact = BigDecimal.valueOf(micros, SCALE).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    static long micros(BigDecimal amount) {
        return amount.movePointRight(SCALE).longValueExact();
    }

    boolean exceeds(Cost other) {
        return micros() > other.micros() || tokens > other.tokens;
    }

    long micros() {
        return micros(amount);
    }
}
