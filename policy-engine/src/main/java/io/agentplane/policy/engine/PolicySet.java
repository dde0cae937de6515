package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import io.agentplane.policy.engine.Explanation.Step;
import io.agentplane.policy.engine.Finding.Failed;
import io.agentplane.policy.engine.Finding.Matched;
import io.agentplane.policy.engine.Finding.Unclear;
import io.agentplane.policy.engine.expression.Allowance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one namespace, compiled once and immutable: a change is a new set, swapped in whole.
 *
 * <p>Policies are asked by priority, then age, then id. The first that matches decides; one that only logs (LOG_ONLY,
 * or SHADOW) is noted and the next is asked; when none decides, the default holds. Disabled policies are checked but
 * never asked. When the policies that bind have used up what a decision may cost, it is DENY. {@link Policy} says what
 * follows when an expression can't be told.
 */
public final class PolicySet implements Decider {

    private static final Comparator<Policy> ORDER = Comparator.comparingInt(Policy::priority)
            .reversed()
            .thenComparing(Policy::createdAt)
            .thenComparing(Policy::id);

    /** Stands where a policy's id would, for what is denied because telling would cost too much. */
    public static final String COST_LIMIT = "cost-limit";

    private static final Step TOO_COSTLY = new Step(
            COST_LIMIT,
            "The policies look at more of this request than a decision may cost; those not asked might deny it",
            null,
            null);

    private static final PolicySet EMPTY = new PolicySet(Map.of(), new PolicyIndex(List.of()), Decision.allow());

    private final Map<String, Ready> ready;
    private final PolicyIndex index;
    private final Decision otherwise;

    private PolicySet(Map<String, Ready> ready, PolicyIndex index, Decision otherwise) {
        this.ready = ready;
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
        return EMPTY.recompile(policies, otherwise);
    }

    /**
     * The set that these policies make, as {@link #compile} does. Policies that this set has as well are not compiled again;
     * only the index is made anew.
     *
     * @throws InvalidPolicyException at the first policy that can't be meant, enabled or not
     */
    public PolicySet recompile(Collection<Policy> policies, Decision otherwise) {
        Map<String, Ready> all = HashMap.newHashMap(policies.size());
        List<CompiledPolicy> inOrder = inOrder(policies, all);
        return new PolicySet(all, new PolicyIndex(inOrder), otherwise);
    }

    /** Denies everything, and still knows its policies, so that they needn't be compiled again. */
    PolicySet denyingAll() {
        return new PolicySet(ready, EMPTY.index, Decision.deny());
    }

    /** The enabled ones of these policies, in the order of asking. */
    List<CompiledPolicy> inOrder(Collection<Policy> policies) {
        return inOrder(policies, new HashMap<>());
    }

    private List<CompiledPolicy> inOrder(Collection<Policy> policies, Map<String, Ready> all) {
        List<CompiledPolicy> enabled = new ArrayList<>(policies.size());
        for (Policy policy : policies.stream().sorted(ORDER).toList()) {
            CompileRoom.requireWanted();
            Ready known = ready.get(policy.id());
            Ready current =
                    known != null && known.source.equals(policy) ? known : new Ready(policy, CompiledPolicy.of(policy));
            if (all.put(policy.id(), current) != null) {
                throw new InvalidPolicyException(policy.id(), "id", "two policies have this id");
            }
            if (policy.enabled()) {
                enabled.add(current.compiled.at(enabled.size()));
            }
        }
        return enabled;
    }

    /** Those that were made ready for this set, by id; for tests, which can tell the ones that were taken over. */
    Map<String, Ready> ready() {
        return ready;
    }

    @Override
    public Decision decide(DecisionRequest request) {
        return decide(request, Allowance.ofOne());
    }

    @Override
    public Explanation explain(DecisionRequest request) {
        return explain(request, Allowance.ofOne());
    }

    /** For questions of one asker, used by one thread: together they cost no more than thirty of the most expensive. */
    public Decider forMany() {
        var allowance = Allowance.ofMany();
        return new Decider() {
            @Override
            public Decision decide(DecisionRequest request) {
                return PolicySet.this.decide(request, allowance);
            }

            @Override
            public Explanation explain(DecisionRequest request) {
                return PolicySet.this.explain(request, allowance);
            }
        };
    }

    /**
     * Decides, and denies when it would cost more than the allowance has: what wasn't looked at might have denied.
     *
     * @param allowance pays for this decision and perhaps for others
     */
    Decision decide(DecisionRequest request, Allowance allowance) {
        return decide(request, allowance, null);
    }

    private Explanation explain(DecisionRequest request, Allowance allowance) {
        List<Step> steps = new ArrayList<>();
        return new Explanation(decide(request, allowance, steps), steps);
    }

    private Decision decide(DecisionRequest request, Allowance allowance, @Nullable List<Step> steps) {
        List<LoggedMatch> logged = List.of();
        Decision atLeast = null;
        allowance.beginDecision();
        Candidates candidates = index.candidates(request, allowance);
        for (CompiledPolicy policy = candidates.next(); policy != null; policy = candidates.next()) {
            Finding finding = policy.ask(request, allowance);
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
        if (allowance.isSpent()) {
            if (steps != null) {
                steps.add(TOO_COSTLY);
            }
            return with(logged, new Deny(COST_LIMIT, List.of()));
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
            case Unclear(String key, String why) -> new Step(policy.id(), policy.name(), key, why);
        };
    }

    private static Decision atLeast(@Nullable Decision least, Decision decision) {
        return least == null || decision instanceof Deny ? decision : least;
    }

    private static Decision with(List<LoggedMatch> logged, Decision decision) {
        return logged.isEmpty() ? decision : decision.withLogged(logged);
    }

    /** A policy, and what was made of it. */
    record Ready(Policy source, CompiledPolicy compiled) {}
}
