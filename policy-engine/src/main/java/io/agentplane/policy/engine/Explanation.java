package io.agentplane.policy.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a decision came about.
 *
 * @param steps the policies looked at, in order, up to the deciding one. The enabled policies that are missing before
 *     it were passed over by the index: they ask for a value or prefix that the request doesn't have.
 */
public record Explanation(Decision decision, List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One policy looked at.
     *
     * @param failedCondition key of its first condition that didn't hold, or couldn't be told, {@code expression} when
     *     it is that, or null when it matched
     * @param unclear why the condition or expression couldn't be told, or null when it could; {@link Policy} says what follows
     */
    public record Step(
            String policyId,
            String policyName,
            @Nullable String failedCondition,
            @Nullable String unclear) {

        public boolean matched() {
            return failedCondition == null;
        }
    }
}
