package io.agentplane.policy.simulation;

import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which policies are pointless.
 *
 * @param policies how many there are, switched off ones included
 * @param complete false when there were too many to compare each with all that might make it pointless, or they took too long
 * @param overlaps policies that an earlier one makes pointless; only enabled ones are compared
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

    /** How a policy stands to one that is asked before it. */
    record Overlap(
            PolicyAnalysis.Kind kind,
            String policyId,
            String policyName,
            String earlierPolicyId,
            String earlierPolicyName) {}

    /** @param since how far back the decisions go that it should have matched */
    record NeverMatched(String policyId, String policyName, Instant since) {}
}
