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
        assertThat(allowance.used()).isLessThan(Allowance.STEPS / 2 + 10_000);
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
        assertThat(explanation.steps()).hasSize(5);
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
        List<Policy> matching = IntStream.range(0, 1_000)
                .mapToObj(number -> policy("p" + number, LOG_ONLY, Map.of("same", List.of("x", "n" + number))))
                .toList();
        var allowance = Allowance.ofOne();

        assertThat(PolicySet.compile(policies).decide(request("write", "db", HUGE), allowance))
                .isEqualTo(Decision.allow());
        assertThat(PolicySet.compile(matching).decide(request("write", "db", HUGE)))
                .isInstanceOf(Deny.class);
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

    @Test
    void tenThousandPoliciesThatAreAllAskedAreNotTooMany() {
        List<Policy> policies = IntStream.range(0, 10_000)
                .mapToObj(number -> policy("p" + number, DENY, number, "context.cost > " + number))
                .toList();

        assertThat(PolicySet.compile(policies).decide(request("write", "db", Map.of("cost", 0))))
                .isEqualTo(Decision.allow());
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
