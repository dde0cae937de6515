package io.agentplane.policy.engine.expression;

import com.google.re2j.Pattern;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationListener;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation: makes CEL's values of JSON's when they are asked for, so that what an expression doesn't mention costs
 * nothing, and counts what is looked at, since CEL itself bounds only the turns of a loop, not the work within one.
 */
final class Evaluation implements CelEvaluationListener {

    /** The one that runs in this thread; functions are given nothing but their operands. */
    static final ScopedValue<Evaluation> CURRENT = ScopedValue.newInstance();

    private static final int CHARACTERS_PER_STEP = 16;

    /** Below this every whole number is a double. */
    private static final long WHOLE_DOUBLES = 1L << 53;

    private final Map<String, Pattern> patterns;
    private final Prices prices;
    private final long[] notes;
    private final Allowance allowance;

    Evaluation(Map<String, Pattern> patterns, Prices prices, Allowance allowance) {
        this.patterns = patterns;
        this.prices = prices;
        this.notes = prices.notes();
        this.allowance = allowance;
    }

    void spend(long steps) {
        allowance.spend(steps);
    }

    /** CEL has come to the value of a part of the expression. */
    @Override
    public void callback(CelExpr part, Object value) {
        allowance.spend(prices.of(part, value, notes) + (value instanceof String text ? cost(text) : 0));
    }

    Pattern pattern(String regex) {
        return Objects.requireNonNull(patterns.get(regex), "patterns are constants");
    }

    /**
     * Whole numbers that fit become ints and all others doubles, the two that CEL has for JSON's one. It goes by the value:
     * 10, 10.0 and 1e1 are one number, and whoever stores it writes it in another way.
     */
    Object value(@Nullable Object json) {
        return switch (json) {
            case String text -> text(text);
            case Boolean bool -> bool;
            case Number number -> number(number);
            case Map<?, ?> object -> new JsonObject(object, this);
            case List<?> list -> new JsonList(list, this);
            case Collection<?> list -> new JsonList(new ArrayList<>(list), this);
            case null -> NullValue.NULL_VALUE;
            default -> throw new CelInvalidArgumentException("a value of the request is not JSON");
        };
    }

    private static Object number(Number number) {
        return switch (number) {
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case Double fraction
            when Math.abs(fraction) < WHOLE_DOUBLES && fraction == Math.rint(fraction) -> fraction.longValue();
            case Double fraction when Math.abs(fraction) < WHOLE_DOUBLES || !Double.isFinite(fraction) -> fraction;
            case BigInteger whole -> decimal(new BigDecimal(whole));
            default -> decimal(new BigDecimal(number.toString()));
        };
    }

    private static Object decimal(BigDecimal number) {
        Long whole = WholeNumbers.longOf(number);
        return whole == null ? (Object) number.doubleValue() : whole;
    }

    private String text(String text) {
        spend(cost(text));
        return text;
    }

    private static long cost(String text) {
        return 1 + text.length() / CHARACTERS_PER_STEP;
    }
}
