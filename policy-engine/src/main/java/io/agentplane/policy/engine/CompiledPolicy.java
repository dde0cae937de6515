package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import io.agentplane.policy.engine.Finding.Failed;
import io.agentplane.policy.engine.Finding.Matched;
import io.agentplane.policy.engine.Finding.Unclear;
import io.agentplane.policy.engine.InvalidPolicyException.ExpressionFault;
import io.agentplane.policy.engine.expression.Allowance;
import io.agentplane.policy.engine.expression.Expression;
import io.agentplane.policy.engine.expression.InvalidExpressionException;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import io.agentplane.policy.engine.expression.Need;
import io.agentplane.policy.engine.expression.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A policy ready to be asked.
 *
 * @param rank its place in the order of asking, 0 first
 * @param conditions its own, then what its expression needs in any case
 * @param outcome made once for all requests; null when a match is only logged
 */
record CompiledPolicy(
        int rank,
        String id,
        String name,
        List<Condition> conditions,
        @Nullable Expression expression,
        @Nullable Decision outcome,
        LoggedMatch match) {

    /** First of all, until it is told its place. */
    static CompiledPolicy of(Policy policy) {
        List<Condition> conditions = new ArrayList<>(ConditionParser.parse(policy));
        Expression expression = expression(policy);
        if (expression != null) {
            expression.needs().stream().map(CompiledPolicy::condition).forEach(conditions::add);
        }
        return new CompiledPolicy(
                0,
                policy.id(),
                policy.name(),
                List.copyOf(conditions),
                expression,
                outcome(policy),
                new LoggedMatch(policy.id(), policy.action(), policy.mode()));
    }

    /** The same at another place. */
    CompiledPolicy at(int place) {
        return place == rank ? this : new CompiledPolicy(place, id, name, conditions, expression, outcome, match);
    }

    void requireMatchable(BiFunction<String, String, Optional<String>> faultOf) {
        conditions.stream()
                .filter(condition -> !condition.key().equals(InvalidPolicyException.EXPRESSION))
                .forEach(this::requireMatchable);
        if (expression != null) {
            List<Fault> faults = new ArrayList<>(expression.mismatches());
            expression
                    .compared()
                    .forEach(compared -> faultOf.apply(compared.part(), compared.text())
                            .map(fault -> new Fault(
                                    compared.place().line(), compared.place().column(), fault))
                            .ifPresent(faults::add));
            if (!faults.isEmpty()) {
                throw invalid(id, faults);
            }
        }
    }

    private void requireMatchable(Condition condition) {
        List<String> texts = switch (condition.test()) {
            case Condition.OneOf(var values) ->
                values.stream().map(String::valueOf).toList();
            case Condition.Prefix(String prefix) -> List.of(prefix);
            case Condition.LikeOneOf(var patterns) ->
                patterns.stream().flatMap(pattern -> pattern.parts().stream()).toList();
            case Condition.Exceeds _, Condition.Below _ -> List.of();
        };
        boolean whole = condition.test() instanceof Condition.OneOf;
        if (condition.path().isAgentId()
                && !texts.stream().allMatch(whole ? CanonicalId::isOne : CanonicalId::isPart)) {
            throw new InvalidPolicyException(id, condition.key(), CanonicalId.RULE);
        }
        if (condition.path().isAgentRole() && !texts.stream().allMatch(Role::isPart)) {
            throw new InvalidPolicyException(id, condition.key(), Role.RULE);
        }
        if (condition.path().isAction() && texts.stream().anyMatch(Wildcard::isIn)) {
            throw new InvalidPolicyException(
                    id, condition.key(), "has no wildcards, which only resource takes; write action_prefix");
        }
        if (condition.path().isResource() && !whole && texts.stream().anyMatch(CanonicalId::isCutInCapitals)) {
            throw new InvalidPolicyException(
                    id, condition.key(), "must have pieces of ids in small letters, as requests have them");
        }
    }

    private static @Nullable Expression expression(Policy policy) {
        if (policy.expression() == null) {
            return null;
        }
        try {
            return Expression.compile(policy.expression());
        } catch (InvalidExpressionException invalid) {
            throw invalid(policy.id(), invalid.faults());
        }
    }

    private static InvalidPolicyException invalid(String id, List<Fault> faults) {
        return new InvalidPolicyException(
                id,
                faults.stream()
                        .map(fault -> new ExpressionFault(fault.line(), fault.column(), fault.message()))
                        .toList());
    }

    private static Condition condition(Need need) {
        AttributePath path = AttributePath.parse(
                switch (need.attribute()) {
                    case AGENT_ID -> "agent_id";
                    case ACTION -> "action";
                    case RESOURCE -> "resource";
                });
        Condition.Test test = switch (need) {
            case Need.OneOf(var any, Set<String> values) -> new Condition.OneOf(Set.copyOf(values));
            case Need.StartsWith(var any, String prefix) -> new Condition.Prefix(prefix);
        };
        return new Condition(InvalidPolicyException.EXPRESSION, path, test);
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

    /** Whether a match has no say in the decision. */
    boolean onlyLogs() {
        return outcome == null;
    }

    Finding ask(DecisionRequest request, Allowance allowance) {
        allowance.beginPolicy(onlyLogs());
        for (Condition condition : conditions) {
            if (!condition.holds(request, allowance)) {
                return condition.failed(allowance);
            }
        }
        if (expression == null) {
            return Matched.MATCHED;
        }
        return switch (expression.evaluate(
                request.agent(), request.action(), request.resource(), request.context(), request.time(), allowance)) {
            case Verdict.Known.TRUE -> Matched.MATCHED;
            case Verdict.Known.FALSE -> Failed.EXPRESSION;
            case Verdict.Unknown(String why) -> new Unclear(InvalidPolicyException.EXPRESSION, why);
        };
    }
}
