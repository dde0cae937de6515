package io.agentplane.policy.engine.expression;

import com.google.re2j.Pattern;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.NullValue;
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
final class Evaluation {

    /** A step is about one element of a list, or 16 characters: some nanoseconds. */
    static final int MAX_STEPS = 1_000_000;

    /** The one that runs in this thread; functions are given nothing but their operands. */
    static final ScopedValue<Evaluation> CURRENT = ScopedValue.newInstance();

    private static final int CHARACTERS_PER_STEP = 16;

    private final Map<String, Pattern> patterns;
    private long stepsLeft = MAX_STEPS;

    Evaluation(Map<String, Pattern> patterns) {
        this.patterns = patterns;
    }

    void spend(long steps) {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new CelInvalidArgumentException("the request is too large for this expression");
        }
    }

    Pattern pattern(String regex) {
        return Objects.requireNonNull(patterns.get(regex), "patterns are constants");
    }

    /** Whole numbers that fit become ints and all others doubles, the two that CEL has for JSON's one. */
    Object value(@Nullable Object json) {
        return switch (json) {
            case String text -> text(text);
            case Boolean bool -> bool;
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Double fraction -> fraction;
            case Float fraction -> Double.parseDouble(fraction.toString());
            case BigDecimal decimal -> decimal.doubleValue();
            case BigInteger whole when whole.bitLength() < Long.SIZE -> whole.longValue();
            case BigInteger whole -> whole.doubleValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case Map<?, ?> object -> new JsonObject(object, this);
            case List<?> list -> new JsonList(list, this);
            case Collection<?> list -> new JsonList(new ArrayList<>(list), this);
            case null -> NullValue.NULL_VALUE;
            default -> throw new CelInvalidArgumentException("a value of the request is not JSON");
        };
    }

    private String text(String text) {
        spend(1 + text.length() / CHARACTERS_PER_STEP);
        return text;
    }
}
