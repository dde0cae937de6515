package io.agentplane.policy.engine;

import io.agentplane.policy.engine.expression.Allowance;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attribute and what is asked of it.
 *
 * @param key as its author knows it: the key in the policy, then the names inside its value
 */
record Condition(String key, AttributePath path, Test test) {

    /** False also when the allowance doesn't pay for looking, and is spent. */
    boolean holds(DecisionRequest request, Allowance allowance) {
        Object attribute = path.in(request);
        return attribute != null && allowance.take(test.steps(attribute)) && test.accepts(attribute);
    }

    /** Why it doesn't hold. */
    Finding failed(Allowance allowance) {
        return allowance.isPolicySpent()
                ? new Finding.Unclear(key, "policies asked before have used up what they may look at")
                : new Finding.Failed(key);
    }

    /** What is asked of an attribute; all operands are {@link Scalar}s. */
    sealed interface Test {
        boolean accepts(Object attribute);

        /** What it costs at most, in steps of an {@link Allowance}. */
        default long steps(Object attribute) {
            return 1;
        }
    }

    /** Equality with one of some values. */
    record OneOf(Set<Object> values) implements Test {
        @Override
        public boolean accepts(Object attribute) {
            if (attribute instanceof Collection<?> elements) {
                for (Object element : elements) {
                    if (has(element)) {
                        return true;
                    }
                }
                return false;
            }
            return has(attribute);
        }

        @Override
        public long steps(Object attribute) {
            return attribute instanceof Collection<?> elements ? 1 + elements.size() : 1;
        }

        private boolean has(@Nullable Object value) {
            Object scalar = Scalar.of(value);
            return scalar != null && values.contains(scalar);
        }
    }

    record Exceeds(Number limit) implements Test {
        @Override
        public boolean accepts(Object attribute) {
            return Scalar.of(attribute) instanceof Number number && Scalar.compare(number, limit) > 0;
        }
    }

    record Below(Number limit) implements Test {
        @Override
        public boolean accepts(Object attribute) {
            return Scalar.of(attribute) instanceof Number number && Scalar.compare(number, limit) < 0;
        }
    }

    record Prefix(String prefix) implements Test {
        @Override
        public boolean accepts(Object attribute) {
            return attribute instanceof String string && string.startsWith(prefix);
        }
    }

    /** A string that is like one of some patterns. */
    record LikeOneOf(List<Wildcard> patterns) implements Test {
        @Override
        public boolean accepts(Object attribute) {
            if (attribute instanceof String string) {
                for (Wildcard pattern : patterns) {
                    if (pattern.matches(string)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public long steps(Object attribute) {
            long steps = 0;
            if (attribute instanceof String string) {
                for (Wildcard pattern : patterns) {
                    steps += pattern.steps(string);
                }
            }
            return steps;
        }
    }
}
