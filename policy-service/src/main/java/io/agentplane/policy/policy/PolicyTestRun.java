package io.agentplane.policy.policy;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.engine.CompileRoom;
import io.agentplane.policy.engine.Decider;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.Explanation;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.engine.PolicySet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks one policy alone, as if it were switched on and bound, whether it matches as its tests say. */
final class PolicyTestRun {

    private final Decider alone;
    private final Instant now;

    /** @throws io.agentplane.policy.engine.InvalidPolicyException when the policy doesn't compile */
    PolicyTestRun(Policy policy, Instant now) {
        this.now = now;
        alone = PolicySet.compile(List.of(new Policy(
                        policy.id(),
                        policy.name(),
                        policy.conditions(),
                        policy.expression(),
                        policy.action(),
                        policy.priority(),
                        true,
                        PolicyMode.ENFORCE,
                        policy.createdAt())))
                .forMany();
    }

    List<PolicyTestResult> results(List<PolicyTest> tests) {
        return tests.stream().map(this::result).toList();
    }

    private PolicyTestResult result(PolicyTest test) {
        CompileRoom.requireWanted();
        DecisionRequest question = test.question(now);
        if (!CanonicalId.isOne(String.valueOf(question.agent().get("id")))) {
            return new PolicyTestResult(
                    test.name(), false, test.matches(), null, "no agent has this id, which " + CanonicalId.RULE);
        }
        Explanation explanation = alone.explain(question);
        String unclear = explanation.steps().stream()
                .map(PolicyTestRun::unclear)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean matched = explanation.steps().stream().anyMatch(Explanation.Step::matched);
        String failed = explanation.steps().stream()
                .filter(step -> !step.matched())
                .findFirst()
                .map(Explanation.Step::failedCondition)
                .orElse(null);
        boolean passed = unclear == null && matched == test.matches();
        return new PolicyTestResult(test.name(), passed, test.matches(), failed, unclear);
    }

    /** Why nobody knows whether the policy matches: no test may pass by that. */
    private static @Nullable String unclear(Explanation.Step step) {
        return step.policyId().equals(PolicySet.COST_LIMIT)
                ? "the tests look at more than they may together"
                : step.unclear();
    }

    /** The tests that fail, by their place. */
    List<FieldFault> faults(List<PolicyTest> tests) {
        List<PolicyTestResult> results = results(tests);
        return IntStream.range(0, results.size())
                .filter(place -> !results.get(place).passed())
                .mapToObj(place -> fault(place, results.get(place)))
                .toList();
    }

    private static FieldFault fault(int place, PolicyTestResult result) {
        if (result.unclear() != null) {
            return new FieldFault(
                    "tests[" + place + "]", "\"" + result.name() + "\" can't be told: " + result.unclear());
        }
        String message = result.matches()
                ? "should match, but "
                        + (result.failedCondition() == null ? "does not" : result.failedCondition() + " fails")
                : "should not match, but does";
        return new FieldFault("tests[" + place + "]", "\"" + result.name() + "\" " + message);
    }
}
