package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyAction.ALLOW;
import static io.agentplane.policy.engine.PolicyAction.DENY;
import static io.agentplane.policy.engine.PolicyAction.LOG_ONLY;
import static io.agentplane.policy.engine.PolicyAction.REQUIRE_APPROVAL;
import static io.agentplane.policy.engine.PolicyAnalysis.Kind.CONFLICT;
import static io.agentplane.policy.engine.PolicyAnalysis.Kind.DUPLICATE;
import static io.agentplane.policy.engine.PolicyAnalysis.Kind.SHADOWED;
import static io.agentplane.policy.engine.PolicyFixtures.disabled;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static io.agentplane.policy.engine.PolicyFixtures.saying;
import static io.agentplane.policy.engine.PolicyFixtures.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.PolicyAnalysis.Overlap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PolicyAnalysisTests {

    private static final int MANY = 10_000;

    @Test
    void tellsWhatItHasFoundWhenThereIsNoMoreTime() {
        List<Policy> policies = Stream.of("a", "b", "c")
                .map(id -> PolicyFixtures.policy(id, PolicyAction.DENY, Map.of()))
                .toList();
        Iterator<Boolean> time = List.of(true, true, false).iterator();

        PolicyAnalysis analysis = PolicyAnalysis.of(policies, PolicySet.compile(policies), time::next);

        assertThat(analysis.overlaps()).hasSize(1);
        assertThat(analysis.complete()).isFalse();
    }

    @Test
    void findsWhatAsksForTheSameAndDoesTheSame() {
        assertThat(overlaps(
                        policy("a", DENY, 2, Map.of("agent_tags", Map.of("team", "x"), "cost_exceeds", 1)),
                        policy("b", DENY, 1, Map.of("cost_exceeds", 1.0, "agent.tags.team", List.of("x")))))
                .containsExactly(new Overlap(DUPLICATE, "b", "a"));
        assertThat(overlaps(policy("a", LOG_ONLY, 2, "action == 'x'"), policy("b", LOG_ONLY, 1, "action == 'x'")))
                .containsExactly(new Overlap(DUPLICATE, "b", "a"));
        assertThat(overlaps(policy("a", LOG_ONLY, 2, Map.of()), shadow(policy("b", LOG_ONLY, 1, Map.of()))))
                .isEmpty();
    }

    @Test
    void findsWhatOnlyAgeSettles() {
        assertThat(overlaps(policy("a", DENY, Map.of("action", "x")), policy("b", ALLOW, Map.of("action", "x"))))
                .containsExactly(new Overlap(CONFLICT, "b", "a"));
        assertThat(overlaps(policy("a", DENY, 0, "context.x"), policy("b", ALLOW, 0, "context.x")))
                .containsExactly(new Overlap(CONFLICT, "b", "a"));
        assertThat(overlaps(policy("a", DENY, Map.of("action", "x")), policy("b", LOG_ONLY, Map.of("action", "x"))))
                .containsExactly(new Overlap(SHADOWED, "b", "a"));
        assertThat(overlaps(policy("a", DENY, 1, Map.of("action", "x")), policy("b", ALLOW, 0, Map.of("action", "x"))))
                .containsExactly(new Overlap(SHADOWED, "b", "a"));
    }

    @Test
    void findsWhatIsContained() {
        assertThat(isShadowed(Map.of(), Map.of("action", "x"))).isTrue();
        assertThat(isShadowed(Map.of("action", "x"), Map.of("action", "x", "cost_below", 1)))
                .isTrue();
        assertThat(isShadowed(Map.of("action", List.of("x", "y")), Map.of("action", "y")))
                .isTrue();
        assertThat(isShadowed(Map.of("cost_exceeds", 1), Map.of("cost_exceeds", 2)))
                .isTrue();
        assertThat(isShadowed(Map.of("cost_below", 2), Map.of("cost_below", 2.0, "action", "x")))
                .isTrue();
        assertThat(isShadowed(Map.of("resource_prefix", "db/"), Map.of("resource_prefix", "db/prod")))
                .isTrue();
        assertThat(isShadowed(Map.of("resource_prefix", "db/"), Map.of("resource", List.of("db/a", "db/b*c"))))
                .isTrue();
        assertThat(isShadowed(Map.of("resource", "db/*"), Map.of("resource_prefix", "db/prod")))
                .isTrue();
        assertThat(isShadowed(Map.of("resource", List.of("x", "db/*")), Map.of("resource", "db/a/*/b")))
                .isTrue();
        assertThat(isShadowed(Map.of("resource", "*/b"), Map.of("resource", List.of("a/b", "c/b"))))
                .isTrue();
    }

    @Test
    void doesNotTakeAnOverlapForContainment() {
        assertThat(isShadowed(Map.of("action", "x"), Map.of())).isFalse();
        assertThat(isShadowed(Map.of("action", "x"), Map.of("action", List.of("x", "y"))))
                .isFalse();
        assertThat(isShadowed(Map.of("cost_exceeds", 2), Map.of("cost_exceeds", 1)))
                .isFalse();
        assertThat(isShadowed(Map.of("cost_exceeds", 2), Map.of("cost", 3))).isFalse();
        assertThat(isShadowed(Map.of("name_prefix", "a"), Map.of("name", "ab"))).isFalse();
        assertThat(isShadowed(Map.of("resource_prefix", "db/"), Map.of("resource", List.of("db/a", "*/b"))))
                .isFalse();
        assertThat(isShadowed(Map.of("resource", "db/*/b"), Map.of("resource_prefix", "db/")))
                .isFalse();
        assertThat(isShadowed(Map.of("resource_prefix", "db/"), Map.of("action", "db/")))
                .isFalse();
    }

    @Test
    void letsOnlyAnEnforcedDecidingPolicyShadow() {
        Policy later = policy("b", DENY, 0, Map.of("action", "x"));

        assertThat(overlaps(policy("a", LOG_ONLY, 1, Map.of()), later)).isEmpty();
        assertThat(overlaps(shadow(policy("a", ALLOW, 1, Map.of())), later)).isEmpty();
        assertThat(overlaps(disabled(policy("a", ALLOW, 1, Map.of())), later)).isEmpty();
        assertThat(overlaps(policy("a", ALLOW, 1, Map.of()), shadow(later)))
                .containsExactly(new Overlap(SHADOWED, "b", "a"));
    }

    @Test
    void takesAnExpressionForItselfOnlyAndForWhatItNeeds() {
        Policy writes = policy("a", DENY, 1, Map.of("action", "write"));
        assertThat(overlaps(writes, policy("b", ALLOW, 0, "context.x && action == 'write'")))
                .containsExactly(new Overlap(SHADOWED, "b", "a"));
        assertThat(overlaps(policy("a", DENY, 1, "context.x > 1"), policy("b", ALLOW, 0, "context.x > 2")))
                .isEmpty();
        Policy narrower = saying("context.x > 1", policy("b", REQUIRE_APPROVAL, Map.of("action", "write")));
        assertThat(overlaps(policy("a", DENY, 1, "context.x > 1"), narrower))
                .containsExactly(new Overlap(SHADOWED, "b", "a"));
        assertThat(overlaps(policy("a", ALLOW, 1, "context.x > 1"), narrower))
                .as("without x the first is passed over, and the second asks for an approval")
                .isEmpty();
    }

    /** Against the decisions: without the policies that are listed, all requests are decided as before. */
    @Test
    void listsOnlyWhatNeverMakesADifference() {
        var random = new Random(11);
        List<String> expressions =
                List.copyOf(new RandomFormulas(random).different(60).keySet());
        PolicySet all = PolicySet.compile(expressions.stream()
                .map(expression -> policy(expression, DENY, 0, expression))
                .toList());
        int listed = 0;
        for (int round = 0; round < 300; round++) {
            var world = new RandomPolicies(random, expressions);
            List<Policy> policies = world.policies();
            Set<String> needless = analysis(policies).overlaps().stream()
                    .filter(overlap -> overlap.kind() == SHADOWED)
                    .map(Overlap::policyId)
                    .collect(Collectors.toSet());
            listed += needless.size();
            PolicySet whole = PolicySet.compile(policies);
            PolicySet needed = PolicySet.compile(policies.stream()
                    .filter(policy -> !needless.contains(policy.id()))
                    .toList());
            for (int asked = 0; asked < 20; asked++) {
                DecisionRequest request = world.request();
                assertThat(needed.decide(request))
                        .as("%s without %s of %s", request, needless, policies)
                        .isEqualTo(whole.decide(request));
            }
        }
        assertThat(listed).isGreaterThan(300);
        assertThat(all).isNotNull();
    }

    @Test
    @Timeout(20)
    void comparesTenThousandPoliciesThroughTheIndex() {
        PolicyAnalysis analysis =
                many(MANY, number -> Map.of("agent_id", "coder-" + number / 2, "cost_exceeds", number % 2));

        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.overlaps())
                .hasSize(MANY / 2)
                .allMatch(overlap -> overlap.kind() == SHADOWED)
                .contains(new Overlap(SHADOWED, "p00001", "p00000"));
    }

    @Test
    void saysWhenItCouldNotCompareAll() {
        int tooMany = PolicyAnalysis.MAX_COMPARED + 2;

        PolicyAnalysis analysis = many(tooMany, number -> Map.of("cost_exceeds", tooMany - number));

        assertThat(analysis.overlaps()).isEmpty();
        assertThat(analysis.complete()).isFalse();
        assertThat(many(tooMany - 1, number -> Map.of("cost_exceeds", tooMany - number))
                        .complete())
                .isTrue();
    }

    private static PolicyAnalysis many(int count, IntFunction<Map<String, Object>> conditions) {
        return analysis(IntStream.range(0, count)
                .mapToObj(number -> policy("p%05d".formatted(number), DENY, conditions.apply(number)))
                .toList());
    }

    private static boolean isShadowed(Map<String, Object> earlier, Map<String, Object> later) {
        return overlaps(policy("a", DENY, 1, earlier), policy("b", ALLOW, 0, later))
                .equals(List.of(new Overlap(SHADOWED, "b", "a")));
    }

    private static List<Overlap> overlaps(Policy... policies) {
        return analysis(Arrays.asList(policies)).overlaps();
    }

    private static PolicyAnalysis analysis(Collection<Policy> policies) {
        return PolicyAnalysis.of(policies, PolicySet.compile(List.of()), () -> true);
    }
}
