package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import io.agentplane.policy.engine.Explanation.Step;
import io.agentplane.policy.engine.Finding.Failed;
import io.agentplane.policy.engine.Finding.Matched;
import io.agentplane.policy.engine.Finding.Unclear;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one namespace, compiled once and immutable: a change is a new set, swapped in whole.
 *
 * <p>Policies are asked by priority, then age, then id. The first that matches decides; one that only logs (LOG_ONLY,
 * or SHADOW) is noted and the next is asked; when none decides, the default holds. Disabled policies are checked but
 * never asked. What a policy whose expression can't be told does to a decision is said at {@link Policy}.
 */
public final class PolicySet {

    private static final Comparator<Policy> ORDER = Comparator.comparingInt(Policy::priority)
            .reversed()
            .thenComparing(Policy::createdAt)
            .thenComparing(Policy::id);

    private final PolicyIndex index;
    private final Decision otherwise;

    private PolicySet(PolicyIndex index, Decision otherwise) {
        this.index = index;
        this.otherwise = otherwise;
    }

    /** What no policy decides is allowed. */
    public static PolicySet compile(Collection<Policy> policies) {
        return compile(policies, Decision.allow());
    }

    /**
     * Takes all policies or none.
     *
     * @param otherwise the default, for what no policy decides
     * @throws InvalidPolicyException at the first policy that can't be meant, enabled or not
     */
    public static PolicySet compile(Collection<Policy> policies, Decision otherwise) {
        List<CompiledPolicy> compiled = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Policy policy : policies.stream().sorted(ORDER).toList()) {
            if (!ids.add(policy.id())) {
                throw new InvalidPolicyException(policy.id(), "id", "two policies have this id");
            }
            CompiledPolicy ready = CompiledPolicy.of(compiled.size(), policy);
            if (policy.enabled()) {
                compiled.add(ready);
            }
        }
        return new PolicySet(new PolicyIndex(compiled), otherwise);
    }

    public Decision decide(DecisionRequest request) {
        return decide(request, null);
    }

    /** Decides the same, and tells how; costs more, since every policy looked at is written down. */
    public Explanation explain(DecisionRequest request) {
        List<Step> steps = new ArrayList<>();
        return new Explanation(decide(request, steps), steps);
    }

    private Decision decide(DecisionRequest request, @Nullable List<Step> steps) {
        List<LoggedMatch> logged = List.of();
        Decision atLeast = null;
        Candidates candidates = index.candidates(request);
        for (CompiledPolicy policy = candidates.next(); policy != null; policy = candidates.next()) {
            Finding finding = policy.ask(request);
            if (steps != null) {
                steps.add(step(policy, finding));
            }
            if (!counts(finding, policy)) {
                continue;
            }
            if (policy.outcome() == null) {
                logged = logged.isEmpty() ? new ArrayList<>() : logged;
                logged.add(policy.match());
            } else if (finding instanceof Unclear && policy.outcome() instanceof NeedsApproval) {
                // With a match an approval is needed; without, another policy may deny. So the others are asked.
                atLeast = atLeast == null ? policy.outcome() : atLeast;
            } else {
                return with(logged, atLeast(atLeast, policy.outcome()));
            }
        }
        return with(logged, atLeast(atLeast, otherwise));
    }

    /** Whether to take the policy as matching; when that isn't clear, only if it can't loosen the decision. */
    private static boolean counts(Finding finding, CompiledPolicy policy) {
        return switch (finding) {
            case Matched.MATCHED -> true;
            case Failed _ -> false;
            case Unclear _ -> policy.match().action() != PolicyAction.ALLOW;
        };
    }

    private static Step step(CompiledPolicy policy, Finding finding) {
        return switch (finding) {
            case Matched.MATCHED -> new Step(policy.id(), policy.name(), null, null);
            case Failed(String key) -> new Step(policy.id(), policy.name(), key, null);
            case Unclear(String why) -> new Step(policy.id(), policy.name(), InvalidPolicyException.EXPRESSION, why);
        };
    }

    private static Decision atLeast(@Nullable Decision least, Decision decision) {
        return least == null || decision instanceof Deny ? decision : least;
    }

    private static Decision with(List<LoggedMatch> logged, Decision decision) {
        return logged.isEmpty() ? decision : decision.withLogged(logged);
    }
}
