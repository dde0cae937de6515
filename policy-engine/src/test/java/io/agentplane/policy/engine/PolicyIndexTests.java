package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyAction.DENY;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static io.agentplane.policy.engine.PolicyFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.Explanation.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyIndexTests {

    private static final int MANY = 10_000;

    @Test
    void looksAtThePoliciesOfTheAgentOnlyAmongTenThousand() {
        var policies = many(number -> Map.of("action", "write", "agent_id", "coder-" + number, "cost_exceeds", 5));

        assertThat(policies.explain(request("write", "x", Map.of("cost", 1))).steps())
                .extracting(Step::policyId)
                .containsExactly("p1");
    }

    @Test
    void looksAtThePoliciesOfTheTagOnlyAmongTenThousand() {
        var policies = many(number -> Map.of("agent_tags", Map.of("limits", Map.of("tier", number)), "action", "read"));

        assertThat(policies.explain(request("write", "x", Map.of())).steps())
                .containsExactly(new Step("p2", "Policy p2", "action", null));
    }

    @Test
    void looksAtThePoliciesOfThePrefixOnlyAmongTenThousand() {
        var policies =
                many(number -> Map.of("action", "write", "resource_prefix", "database/" + number, "cost_exceeds", 5));

        assertThat(policies.explain(request("write", "database/123/orders", Map.of()))
                        .steps())
                .extracting(Step::policyId)
                .containsExactly("p1", "p12", "p123");
    }

    @Test
    void looksAtThePoliciesOfTheWildcardsBeginningOnlyAmongTenThousand() {
        var policies = many(number -> Map.of("resource", List.of("database/" + number + "/*", "files/" + number)));

        assertThat(policies.explain(request("write", "database/123/orders", Map.of()))
                        .steps())
                .containsExactly(new Step("p123", "Policy p123", null, null));
        assertThat(policies.explain(request("write", "files/7", Map.of())).steps())
                .extracting(Step::policyId)
                .containsExactly("p7");
    }

    @Test
    void looksAtThePoliciesOfWhatTheExpressionTestsOnlyAmongAThousand() {
        var policies = PolicySet.compile(IntStream.range(0, 1_000)
                .mapToObj(number ->
                        policy("p" + number, DENY, 0, "agent.id == 'coder-%d' && context.cost > 5".formatted(number)))
                .toList());

        assertThat(policies.explain(request("write", "x", Map.of("cost", 1))).steps())
                .containsExactly(new Step("p1", "Policy p1", "expression", null));
    }

    @Test
    void looksAtNoneOfTenThousandThatAskForOtherAttributes() {
        var policies = many(number -> Map.of("attribute-" + number, true));

        assertThat(policies.explain(request("write", "x", Map.of("attribute", true)))
                        .steps())
                .isEmpty();
    }

    @Test
    void asksAPolicyOnceThatIsFoundUnderSeveralValues() {
        var policies = PolicySet.compile(
                List.of(policy("p", DENY, Map.of("scopes", List.of("read", "write", "delete"), "cost_exceeds", 5))));

        assertThat(policies.explain(request("write", "x", Map.of("scopes", List.of("write", "read", "write"))))
                        .steps())
                .containsExactly(new Step("p", "Policy p", "cost_exceeds", null));
    }

    @Test
    void decidesExactlyAsAPlainScanDoes() {
        var random = new Random(42);
        Map<String, Formula> formulas = new RandomFormulas(random).different(500);
        // Holds on to the compiled expressions, which are not what this is about.
        PolicySet all = PolicySet.compile(formulas.keySet().stream()
                .map(expression -> policy(expression, DENY, 0, expression))
                .toList());
        Map<Object, Integer> seen = new HashMap<>();
        for (int round = 0; round < 10_000; round++) {
            var world = new RandomPolicies(random, List.copyOf(formulas.keySet()));
            List<Policy> policies = world.policies();
            Decision otherwise = world.otherwise();
            PolicySet compiled = PolicySet.compile(policies, otherwise);
            for (int asked = 0; asked < 5; asked++) {
                DecisionRequest request = world.request();
                Decision expected = new PlainScan(policies, formulas, otherwise).decide(request);

                assertThat(compiled.decide(request))
                        .as("%s among %s", request, policies)
                        .isEqualTo(expected);
                Explanation explanation = compiled.explain(request);
                assertThat(explanation.decision()).isEqualTo(expected);
                boolean unclear = explanation.steps().stream().anyMatch(step -> step.unclear() != null);
                seen.merge(unclear ? "unclear" : "clear", 1, Integer::sum);
                seen.merge(expected.getClass(), 1, Integer::sum);
                seen.merge(expected.policyId() == null ? "default" : "decided", 1, Integer::sum);
                seen.merge(expected.logged().isEmpty() ? "silent" : "logged", 1, Integer::sum);
            }
        }
        assertThat(seen)
                .as("every outcome was met often")
                .hasSize(9)
                .allSatisfy((outcome, times) -> assertThat(times).isGreaterThan(2_000));
        assertThat(all).isNotNull();
    }

    private static PolicySet many(IntFunction<Map<String, Object>> conditions) {
        return PolicySet.compile(IntStream.range(0, MANY)
                .mapToObj(number -> policy("p" + number, DENY, conditions.apply(number)))
                .toList());
    }
}
