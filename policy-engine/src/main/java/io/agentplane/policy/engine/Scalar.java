package io.agentplane.policy.engine;

import io.agentplane.policy.engine.expression.WholeNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One form for each string, boolean and number, so that equal values are {@code equals} whatever Java type a JSON
 * reader chose. A number becomes a Long when it is whole and fits, else a Double when that prints the very same
 * decimal digits, else a BigDecimal; a double stands for the decimal it prints as, so 0.1 is 0.1.
 */
final class Scalar {

    /** Below this every whole number is a double, and prints as itself. */
    private static final long WHOLE_DOUBLES = 1L << 53;

    private Scalar() {}

    /** Null when the value isn't one of the three, or a number that isn't finite. */
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case String string -> string;
            case Boolean bool -> bool;
            case Number number -> number(number);
            case null, default -> null;
        };
    }

    static @Nullable Number number(Number value) {
        return switch (value) {
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Double fraction -> ofDouble(fraction);
            case Float fraction -> ofDouble(Double.parseDouble(fraction.toString()));
            case BigDecimal decimal -> ofDecimal(decimal);
            case BigInteger whole -> ofDecimal(new BigDecimal(whole));
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            default -> null;
        };
    }

    private static @Nullable Number ofDouble(double value) {
        if (Math.abs(value) < WHOLE_DOUBLES) {
            return value == Math.rint(value) ? (Number) (long) value : (Number) value;
        }
        return Double.isFinite(value) ? ofDecimal(BigDecimal.valueOf(value)) : null;
    }

    private static Number ofDecimal(BigDecimal value) {
        Long whole = WholeNumbers.longOf(value);
        if (whole != null) {
            return whole;
        }
        BigDecimal decimal = value.stripTrailingZeros();
        double nearest = decimal.doubleValue();
        boolean same = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0;
        return same ? (Number) nearest : decimal;
    }

    /** Compares two numbers of the one form. */
    static int compare(Number left, Number right) {
        if (left instanceof Long one && right instanceof Long other) {
            return Long.compare(one, other);
        }
        if (isExactDouble(left) && isExactDouble(right)) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static boolean isExactDouble(Number value) {
        return value instanceof Double
                || (value instanceof Long whole && whole < WHOLE_DOUBLES && whole > -WHOLE_DOUBLES);
    }

    private static BigDecimal decimal(Number value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Double fraction -> BigDecimal.valueOf(fraction);
            default -> BigDecimal.valueOf(value.longValue());
        };
    }
}
