package io.agentplane.policy.engine.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each part of an expression costs, in steps, when CEL comes to its value. What fails has no value and CEL doesn't tell
 * of it; but a failure is dear, as it is an exception, and goes unnoticed in {@code failure || true}. So the operators that
 * stand a failure pay for those of their operands that were asked and had no value.
 */
final class Prices {

    /** Two exceptions with their stack traces: 13 microseconds were measured. */
    static final int OF_FAILURE = 300;

    private static final int USUAL = 1;
    private static final int OF_CONVERSION = 8;
    private static final int NONE = -1;

    /** What reads or writes a text, or asks the calendar. */
    private static final Set<String> CONVERSIONS = Set.of(
            "double",
            "duration",
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getDayOfYear",
            "getFullYear",
            "getHours",
            "getMilliseconds",
            "getMinutes",
            "getMonth",
            "getSeconds",
            "int",
            "string",
            "timestamp");

    private static final long[] NOTHING = new long[0];

    private final int[] prices;

    /** By the id of an operator: where its operands' places begin and end. */
    private final int[] firstPlaces;

    private final int[] behindPlaces;

    /** By the id of an operand. */
    private final int[] places;

    private final @Nullable Boolean[] deciding;
    private int numbered;

    private Prices(int ids) {
        prices = new int[ids];
        firstPlaces = new int[ids];
        behindPlaces = new int[ids];
        places = new int[ids];
        deciding = new Boolean[ids];
        Arrays.fill(prices, USUAL);
        Arrays.fill(places, NONE);
    }

    static Prices of(CelExpr expression) {
        List<CelExpr> parts = CelNavigableExpr.fromExpr(expression)
                .allNodes()
                .map(CelNavigableExpr::expr)
                .toList();
        long greatest = parts.stream().mapToLong(CelExpr::id).max().orElse(0);
        var prices = new Prices(Math.toIntExact(greatest) + 1);
        parts.forEach(prices::price);
        return prices;
    }

    /** Notes for one evaluation, which operands have had a value. */
    long[] notes() {
        return numbered == 0 ? NOTHING : new long[(numbered + Long.SIZE - 1) / Long.SIZE];
    }

    /** What a part cost that has come to a value, with the failures that it stood. */
    int of(CelExpr part, Object value, long[] notes) {
        int id = (int) part.id();
        int price = prices[id];
        for (int place = firstPlaces[id]; place < behindPlaces[id]; place++) {
            price += take(place, notes) ? 0 : OF_FAILURE;
        }
        int place = places[id];
        if (place != NONE) {
            put(place, notes);
            if (place % 2 == 0 && value.equals(deciding[id])) {
                put(place + 1, notes);
            }
        }
        return price;
    }

    private static void put(int place, long[] notes) {
        notes[place / Long.SIZE] |= 1L << place;
    }

    private static boolean take(int place, long[] notes) {
        long bit = 1L << place;
        boolean noted = (notes[place / Long.SIZE] & bit) != 0;
        notes[place / Long.SIZE] &= ~bit;
        return noted;
    }

    private void price(CelExpr part) {
        if (part.getKind() != Kind.CALL) {
            return;
        }
        CelCall call = part.call();
        int id = (int) part.id();
        if (CONVERSIONS.contains(call.function())) {
            prices[id] = OF_CONVERSION;
        } else if (is(call, Operator.LOGICAL_OR)) {
            pays(id, call.args(), true);
        } else if (is(call, Operator.LOGICAL_AND)) {
            pays(id, call.args(), false);
        } else if (is(call, Operator.NOT_STRICTLY_FALSE)) {
            pays(id, call.args(), null);
        }
    }

    private static boolean is(CelCall call, Operator operator) {
        return call.function().equals(operator.getFunction());
    }

    /** @param decides a first operand that is so leaves the second unasked */
    private void pays(int id, List<CelExpr> operands, @Nullable Boolean decides) {
        firstPlaces[id] = numbered;
        for (CelExpr operand : operands) {
            places[(int) operand.id()] = numbered++;
            deciding[(int) operand.id()] = decides;
        }
        behindPlaces[id] = numbered;
        // So that first operands have even places.
        numbered += numbered % 2;
    }
}
