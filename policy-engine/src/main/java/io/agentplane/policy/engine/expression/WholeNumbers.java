package io.agentplane.policy.engine.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Finds the numbers that are whole by their value, however they are written. */
public final class WholeNumbers {

    /** Of the greatest long. */
    private static final int LONG_DIGITS = 19;

    private WholeNumbers() {}

    /** The number as a long, or null when it has a fraction or doesn't fit. */
    public static @Nullable Long longOf(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        // Digits are counted first: writing out 1e1000000000 as a whole number would take the memory.
        if (shortest.scale() <= 0 && (long) shortest.precision() - shortest.scale() <= LONG_DIGITS) {
            BigInteger whole = shortest.toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? (Long) whole.longValue() : null;
        }
        return null;
    }
}
