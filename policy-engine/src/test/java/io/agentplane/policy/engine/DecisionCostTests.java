package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyAction.ALLOW;
import static io.agentplane.policy.engine.PolicyAction.DENY;
import static io.agentplane.policy.engine.PolicyAction.LOG_ONLY;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static io.agentplane.policy.engine.PolicyFixtures.request;
import static io.agentplane.policy.engine.PolicyFixtures.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.expression.Allowance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decision costs at most, in steps: a clock would tell of the machine. */
@Timeout(60)
class DecisionCostTests {

    private static final String SIXTY_FAILURES = "(" + String.join(" || ", Collections.nCopies(60, "1 / 0 == n")) + ")";

    private static final Map<String, Object> HUGE = Map.of(
            "many", IntStream.range(0, 10_000).boxed().toList(),
            "texts", Collections.nCopies(10_000, "a".repeat(50)),
            "one", List.of("a".repeat(500_000)),
            "same", Collections.nCopies(100_000, "x"),
            "middle", "a".repeat(2_000));

    static List<String> costly() {
        return List.of(
                "context.many.exists(n, context.many.exists(m, n + m < 0))",
                "context.many.all(n, context.many == context.many)",
                "context.middle.matches('(?:a?){300}b')",
                "context.middle.matches('(.*)(.*)(.*)(.*)[a-z]{200}b')",
                "context.texts.all(t, t.contains(t) && size(t + t + t) > 0)",
                "context.one.all(t, size(t) + size(t + t) > 0 && size(t) > 1 && size(t) > 2 && t + t + t != t)",
                "context.many.exists(n, n.x == 1)");
    }

    @ParameterizedTest
    @MethodSource("costly")
    void twelvePoliciesThatOnlyLogStayWithinTheAllowance(String expression) {
        List<Policy> policies = new ArrayList<>(numbered(12, LOG_ONLY, 10, expression));
        policies.add(policy("deny", DENY, 1, "context.middle.startsWith('a')"));
        var allowance = Allowance.ofOne();

        Decision decision = PolicySet.compile(policies).decide(request("write", "db", HUGE), allowance);

        assertThat(decision.policyId()).isEqualTo("deny");
        assertThat(allowance.used()).isLessThan(Allowance.STEPS / 4 + 10_000);
    }

    @ParameterizedTest
    @MethodSource("costly")
    void twelvePoliciesThatBindStayWithinTheAllowance(String expression) {
        var allowance = Allowance.ofOne();

        PolicySet.compile(numbered(12, ALLOW, 10, expression)).decide(request("write", "db", HUGE), allowance);

        assertThat(allowance.used()).isBetween(100_000L, Allowance.STEPS + 1);
    }

    @Test
    void deniesWhatItWouldCostTooMuchToTell() {
        PolicySet costly = PolicySet.compile(numbered(12, ALLOW, 10, "context.many.all(n, " + SIXTY_FAILURES + ")"));

        Explanation explanation = costly.explain(request("write", "db", HUGE));

        assertThat(explanation.decision()).isEqualTo(new Deny(PolicySet.COST_LIMIT, List.of()));
        assertThat(explanation.steps()).hasSize(4);
        assertThat(explanation.steps().getFirst().unclear()).contains("too large for this expression");
        assertThat(explanation.steps().getLast().policyId()).isEqualTo(PolicySet.COST_LIMIT);
        assertThat(explanation.steps().getLast().policyName())
                .contains("more of this request than a decision may cost");
        assertThat(costly.decide(request("write", "db", HUGE))).isEqualTo(explanation.decision());
    }

    @Test
    void goesOnAfterPoliciesThatOnlyLogAndLookAtTooMuch() {
        List<Policy> policies =
                new ArrayList<>(numbered(3, LOG_ONLY, 10, "context.many.all(n, " + SIXTY_FAILURES + ")"));
        policies.add(shadow(policy("trial", DENY, 9, "context.many.all(n, " + SIXTY_FAILURES + ")")));
        policies.add(policy("allow", ALLOW, 1, "context.many.all(n, n >= 0)"));

        Decision decision = PolicySet.compile(policies).decide(request("write", "db", HUGE));

        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.policyId()).isEqualTo("allow");
        assertThat(decision.logged()).extracting(LoggedMatch::policyId).containsExactly("p00", "p01", "p02", "trial");
    }

    @Test
    void isNotLoosenedByAnAllowThatCostsTooMuch() {
        List<Policy> policies =
                new ArrayList<>(numbered(12, ALLOW, 10, "context.many.all(n, context.many == context.many)"));

        assertThat(PolicySet.compile(policies).decide(request("write", "db", HUGE)))
                .isEqualTo(new Deny(PolicySet.COST_LIMIT, List.of()));
    }

    @Test
    void countsWhatConditionsLookAt() {
        List<Policy> policies = IntStream.range(0, 1_000)
                .mapToObj(number -> policy("p" + number, LOG_ONLY, Map.of("same", "y", "middle_exceeds", number)))
                .toList();
        List<Policy> looking = IntStream.range(0, 1_000)
                .mapToObj(number ->
                        policy("p" + number, ALLOW, Map.of("same", List.of("x", "n" + number), "size_exceeds", 1)))
                .toList();
        var allowance = Allowance.ofOne();

        assertThat(PolicySet.compile(policies).decide(request("write", "db", HUGE), allowance))
                .isEqualTo(Decision.allow());
        assertThat(PolicySet.compile(looking).decide(request("write", "db", HUGE)))
                .isEqualTo(new Deny(PolicySet.COST_LIMIT, List.of()));
    }

    @Test
    void deniesNothingForConditionsThatOnlyLog() {
        List<Policy> policies = new ArrayList<>(alike(LOG_ONLY));
        alike("trial", DENY).stream().map(PolicyFixtures::shadow).forEach(policies::add);
        policies.add(policy("allow", ALLOW, -1, "context.many.all(n, n >= 0)"));
        var allowance = Allowance.ofOne();

        Decision decision = PolicySet.compile(policies).decide(request("write", "db", HUGE), allowance);

        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.policyId()).isEqualTo("allow");
        assertThat(decision.logged()).hasSize(2_000);
        assertThat(allowance.used()).isLessThan(Allowance.STEPS / 2);
    }

    @Test
    void tellsWhichConditionThatOnlyLogsCouldNotBeLookedAt() {
        assertThat(PolicySet.compile(alike(LOG_ONLY))
                        .explain(request("write", "db", HUGE))
                        .steps())
                .last()
                .satisfies(step -> {
                    assertThat(step.failedCondition()).isEqualTo("same");
                    assertThat(step.unclear()).contains("have used up");
                });
    }

    @Test
    void deniesNothingForFailuresOfPoliciesThatOnlyLog() {
        List<Policy> policies = new ArrayList<>(numbered(9_000, LOG_ONLY, 10, "context.absent > 1"));
        policies.add(policy("allow", ALLOW, 1, "context.many.all(n, n >= 0)"));

        Decision decision = PolicySet.compile(policies).decide(request("write", "db", HUGE));

        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.policyId()).isEqualTo("allow");
    }

    /** A list attribute finds a policy under each of its values. */
    @Test
    void deniesNothingForPoliciesThatOnlyLogAndAreFoundOften() {
        List<String> values = IntStream.range(0, 250).mapToObj(n -> "v" + n).toList();
        List<Policy> policies = new ArrayList<>(IntStream.range(0, 4_000)
                .mapToObj(number -> policy("p" + number, LOG_ONLY, 10, Map.of("list", values)))
                .toList());
        policies.add(policy("allow", ALLOW, 1, Map.of("list", values)));

        Decision decision = PolicySet.compile(policies).decide(request("write", "db", Map.of("list", values)));

        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.policyId()).isEqualTo("allow");
    }

    @Test
    void sixPoliciesOnTrialWithAHundredPatternsDenyNothing() {
        List<String> patterns = IntStream.range(0, 100)
                .mapToObj(number -> "*a*" + number + "-1*b")
                .toList();
        List<Policy> policies = IntStream.range(0, 6)
                .mapToObj(number -> shadow(policy("p" + number, DENY, Map.of("resource", patterns))))
                .toList();
        var allowance = Allowance.ofOne();

        assertThat(PolicySet.compile(policies).decide(request("write", "z".repeat(1_000), Map.of()), allowance))
                .isEqualTo(Decision.allow());
        assertThat(allowance.used()).isBetween(600L, 100_000L);
    }

    @Test
    void logsInABatchWithoutDenyingWhatComesLater() {
        Decider many = PolicySet.compile(alike(LOG_ONLY)).forMany();

        for (int decision = 0; decision < 40; decision++) {
            assertThat(many.decide(request("write", "db", HUGE))).isInstanceOf(Allow.class);
        }
    }

    /** A thousand that compare a list of 100,000 values that are alike. */
    private static List<Policy> alike(PolicyAction action) {
        return alike("p", action);
    }

    private static List<Policy> alike(String name, PolicyAction action) {
        return IntStream.range(0, 1_000)
                .mapToObj(number -> policy(name + number, action, Map.of("same", List.of("n" + number, "x"))))
                .toList();
    }

    @Test
    void findsAPolicyOnceThoughAListHasItsValueOften() {
        List<Policy> policies = IntStream.range(0, 10)
                .mapToObj(number -> policy("p" + number, LOG_ONLY, Map.of("same", "x")))
                .toList();

        assertThat(PolicySet.compile(policies)
                        .decide(request("write", "db", HUGE))
                        .logged())
                .hasSize(10);
    }

    /** Each costs as much as another: a tenth of them may use a tenth of the three quarters that policies that bind have. */
    @Test
    void tenThousandPoliciesThatAreAllAskedAreNotTooMany() {
        List<Policy> policies = IntStream.range(0, 1_000)
                .mapToObj(number -> policy("p" + number, DENY, number, "context.cost > " + number))
                .toList();
        var allowance = Allowance.ofOne();

        assertThat(PolicySet.compile(policies).decide(request("write", "db", Map.of("cost", 0)), allowance))
                .isEqualTo(Decision.allow());
        assertThat(allowance.used()).isBetween(1_000L, Allowance.STEPS / 4 * 3 / 10);
    }

    @Test
    void manyDecisionsShareWhatThirtyMayCost() {
        Decider costly = PolicySet.compile(numbered(12, ALLOW, 10, "context.many.all(n, context.many == context.many)"))
                .forMany();

        for (int decision = 0; decision < 30; decision++) {
            assertThat(costly.explain(request("write", "db", HUGE)).steps()).hasSizeGreaterThan(1);
        }

        Explanation behind = costly.explain(request("write", "db", Map.of()));
        assertThat(behind.decision()).isEqualTo(new Deny(PolicySet.COST_LIMIT, List.of()));
        assertThat(behind.steps()).hasSize(1);
    }

    private static List<Policy> numbered(int count, PolicyAction action, int priority, String expression) {
        return IntStream.range(0, count)
                .mapToObj(number -> policy("p%02d".formatted(number), action, priority, expression))
                .toList();
    }
}
