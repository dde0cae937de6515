package io.agentplane.policy.simulation;

import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Policies without an effect.
 *
 * @param policies how many policies the namespace has, switched off ones included
 * @param complete {@code false} when there were too many to compare each with all before it, or it took too long
 * @param overlaps enabled policies that an earlier one leaves nothing to do
 * @param neverMatched enabled policies that no recorded decision has to do with
 */
record AnalysisView(int policies, boolean complete, List<Overlap> overlaps, List<NeverMatched> neverMatched) {

    static AnalysisView of(List<Policy> policies, PolicyAnalysis analysis, Set<String> untouched, Instant since) {
        Map<String, String> names = policies.stream().collect(Collectors.toMap(Policy::id, Policy::name));
        return new AnalysisView(
                policies.size(),
                analysis.complete(),
                analysis.overlaps().stream()
                        .map(overlap -> new Overlap(
                                overlap.kind(),
                                overlap.policyId(),
                                names.getOrDefault(overlap.policyId(), ""),
                                overlap.earlierPolicyId(),
                                names.getOrDefault(overlap.earlierPolicyId(), "")))
                        .toList(),
                policies.stream()
                        .filter(policy -> policy.enabled() && untouched.contains(policy.id()))
                        .map(policy -> new NeverMatched(policy.id(), policy.name(), later(policy.createdAt(), since)))
                        .toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * How a policy stands to one that is asked before it.
     *
     * @param kind {@code DUPLICATE}: both ask for the same and do the same. {@code CONFLICT}: both ask for the same
     *     with the same priority and decide otherwise, so that age alone settles it. {@code SHADOWED}: whenever it
     *     matches, the earlier one has decided
     * @param policyId the later policy's id
     * @param policyName the later policy's name
     * @param earlierPolicyId the earlier policy's id
     * @param earlierPolicyName the earlier policy's name
     */
    record Overlap(
            PolicyAnalysis.Kind kind,
            String policyId,
            String policyName,
            String earlierPolicyId,
            String earlierPolicyName) {}

    /**
     * A policy that no recorded decision has to do with.
     *
     * @param policyId the policy's id
     * @param policyName the policy's name
     * @param since since when it has not matched: its creation, or as far back as decisions are recorded
     */
    record NeverMatched(String policyId, String policyName, Instant since) {}
}
