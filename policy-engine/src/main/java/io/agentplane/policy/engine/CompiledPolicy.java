package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy ready to be asked.
 *
 * @param rank its place in the order of asking, 0 first
 * @param outcome made once for all requests; null when a match is only logged
 */
record CompiledPolicy(
        int rank,
        String id,
        String name,
        List<Condition> conditions,
        @Nullable Decision outcome,
        LoggedMatch match) {

    static CompiledPolicy of(int rank, Policy policy) {
        return new CompiledPolicy(
                rank,
                policy.id(),
                policy.name(),
                ConditionParser.parse(policy),
                outcome(policy),
                new LoggedMatch(policy.id(), policy.action(), policy.mode()));
    }

    private static @Nullable Decision outcome(Policy policy) {
        if (policy.mode() == PolicyMode.SHADOW) {
            return null;
        }
        return switch (policy.action()) {
            case ALLOW -> new Allow(policy.id(), List.of());
            case DENY -> new Deny(policy.id(), List.of());
            case REQUIRE_APPROVAL -> new NeedsApproval(policy.id(), List.of());
            case LOG_ONLY -> null;
        };
    }

    /** Null when all conditions hold. */
    @Nullable
    Condition firstFailure(DecisionRequest request) {
        for (Condition condition : conditions) {
            if (!condition.holds(request)) {
                return condition;
            }
        }
        return null;
    }
}
