package io.agentplane.policy.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An expression and, written a second time in Java, its meaning: true, false or null when it can't be told.
 */
record Formula(String cel, Function<DecisionRequest, @Nullable Boolean> meaning) {

    static Formula is(String part, Function<DecisionRequest, @Nullable String> text, String value) {
        return new Formula("%s == '%s'".formatted(part, value), request -> value.equals(orEmpty(text.apply(request))));
    }

    static Formula in(String part, Function<DecisionRequest, @Nullable String> text, List<String> values) {
        return new Formula(
                "%s in ['%s']".formatted(part, String.join("', '", values)),
                request -> values.contains(orEmpty(text.apply(request))));
    }

    static Formula startsWith(String part, Function<DecisionRequest, @Nullable String> text, String prefix) {
        return new Formula(
                "%s.startsWith('%s')".formatted(part, prefix),
                request -> orEmpty(text.apply(request)).startsWith(prefix));
    }

    static Formula has(String name) {
        return new Formula(
                "has(context.%s)".formatted(name), request -> request.context().containsKey(name));
    }

    static Formula contextIs(String name, String value) {
        return new Formula(
                "context.%s == '%s'".formatted(name, value),
                request -> !request.context().containsKey(name)
                        ? null
                        : (Boolean) value.equals(request.context().get(name)));
    }

    static Formula contextExceeds(String name, int limit) {
        return new Formula(
                "context.%s > %d".formatted(name, limit),
                request -> request.context().get(name) instanceof Number number
                        ? (Boolean) (new BigDecimal(number.toString()).compareTo(BigDecimal.valueOf(limit)) > 0)
                        : null);
    }

    /** The same in the tags of the agent. */
    static Formula tagIs(String name, int value) {
        return new Formula("agent.tags.%s == %d".formatted(name, value), request -> {
            Map<?, ?> tags = (Map<?, ?>) request.agent().get("tags");
            if (!tags.containsKey(name)) {
                return null;
            }
            return tags.get(name) instanceof Number number
                    && new BigDecimal(number.toString()).compareTo(BigDecimal.valueOf(value)) == 0;
        });
    }

    Formula not() {
        return new Formula("!(" + cel + ")", request -> {
            Boolean holds = meaning.apply(request);
            return holds == null ? null : (Boolean) !holds;
        });
    }

    /** False settles it, whatever the other is. */
    Formula and(Formula other) {
        return joined("&&", other, false);
    }

    /** True settles it. */
    Formula or(Formula other) {
        return joined("||", other, true);
    }

    private Formula joined(String operator, Formula other, boolean settles) {
        return new Formula("(" + cel + ") " + operator + " (" + other.cel + ")", request -> {
            Boolean one = meaning.apply(request);
            Boolean two = other.meaning.apply(request);
            if (Boolean.valueOf(settles).equals(one) || Boolean.valueOf(settles).equals(two)) {
                return settles;
            }
            return one == null || two == null ? null : (Boolean) !settles;
        });
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
