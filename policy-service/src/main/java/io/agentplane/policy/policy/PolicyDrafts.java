package io.agentplane.policy.policy;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.CompileRoom;
import io.agentplane.policy.engine.InvalidPolicyException;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.policy.PolicySetQueries.NumberedPolicies;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The present namespace's policies as they are, and as they would be with some of them changed. Keeps nothing. */
@Component
public class PolicyDrafts {

    private static final String NEW = "new-";

    private final PolicySetQueries queries;
    private final PoliciesInForce inForce;
    private final PolicyWork work;
    private final Clock clock;

    PolicyDrafts(PolicySetQueries queries, PoliciesInForce inForce, PolicyWork work, Clock clock) {
        this.queries = queries;
        this.inForce = inForce;
        this.work = work;
        this.clock = clock;
    }

    /** All policies, switched off ones too. */
    public List<Policy> present() {
        return queries.policies(Namespace.current()).policies();
    }

    /**
     * The present set with other policies in it.
     *
     * @param drafts replace the policies whose ids they have; those without ids are added
     * @param without policies that are left out
     * @param otherwise the default decision, or null for the present one
     * @throws io.agentplane.platform.problem.DomainException when an id isn't known or a draft can't be meant
     */
    public DraftSet with(List<DraftPolicy> drafts, Collection<UUID> without, @Nullable DefaultDecision otherwise) {
        NumberedPolicies present = queries.policies(Namespace.current());
        Map<String, Policy> byId = present.policies().stream()
                .collect(Collectors.toMap(Policy::id, policy -> policy, (one, _) -> one, LinkedHashMap::new));
        without.forEach(id -> known(byId.remove(id.toString())));
        Map<String, String> places = new LinkedHashMap<>();
        IntStream.range(0, drafts.size()).forEach(place -> {
            Policy draft = policy(drafts.get(place), place, byId);
            byId.put(draft.id(), draft);
            places.put(draft.id(), "policies[" + place + "].policy.");
        });
        DefaultDecision last = otherwise == null ? present.otherwise() : otherwise;
        PolicySet current = inForce.in(Namespace.current());
        return work.outsideTransaction(() -> compiled(current, byId, places, last));
    }

    private static DraftSet compiled(
            PolicySet inForce, Map<String, Policy> byId, Map<String, String> places, DefaultDecision last) {
        List<FieldFault> faults = places.entrySet().stream()
                .flatMap(draft -> {
                    CompileRoom.requireWanted();
                    return PolicyFaults.of(known(byId.get(draft.getKey())), draft.getValue()).stream();
                })
                .toList();
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        try {
            return new DraftSet(
                    inForce.recompile(byId.values(), last.decision()),
                    byId.values().stream().collect(Collectors.toMap(Policy::id, Policy::name)));
        } catch (InvalidPolicyException invalid) {
            throw invalid(PolicyFaults.of(invalid, places.getOrDefault(invalid.policyId(), "")));
        }
    }

    private static DomainException invalid(List<FieldFault> faults) {
        return PolicyProblem.POLICY_INVALID
                .because("A policy is not valid; correct what errors names")
                .withErrors(faults);
    }

    private Policy policy(DraftPolicy draft, int place, Map<String, Policy> present) {
        if (draft.id() == null) {
            return draft.policy().compilable(NEW + place, clock.instant());
        }
        String id = draft.id().toString();
        Instant createdAt = known(present.get(id)).createdAt();
        return draft.policy().compilable(id, createdAt);
    }

    private static Policy known(@Nullable Policy policy) {
        if (policy == null) {
            throw PolicyProblem.POLICY_NOT_FOUND.because("There is no policy with one of these ids");
        }
        return policy;
    }

    /** @param names of the policies, by id */
    public record DraftSet(PolicySet set, Map<String, String> names) {}
}
