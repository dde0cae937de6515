package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyAction.ALLOW;
import static io.agentplane.policy.engine.PolicyAction.DENY;
import static io.agentplane.policy.engine.PolicyAction.LOG_ONLY;
import static io.agentplane.policy.engine.PolicyAction.REQUIRE_APPROVAL;
import static io.agentplane.policy.engine.PolicyFixtures.CREATED;
import static io.agentplane.policy.engine.PolicyFixtures.createdAt;
import static io.agentplane.policy.engine.PolicyFixtures.disabled;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static io.agentplane.policy.engine.PolicyFixtures.request;
import static io.agentplane.policy.engine.PolicyFixtures.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import io.agentplane.policy.engine.Explanation.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PolicySetTests {

    private static final DecisionRequest WRITE = request("write", "database/production/orders", Map.of());

    @Nested
    class TheTwoPoliciesOfTheDemo {

        private final PolicySet policies = PolicySet.compile(List.of(
                policy("cost-cap", DENY, 100, Map.of("estimated_cost_exceeds", 1.0)),
                policy(
                        "production-writes",
                        REQUIRE_APPROVAL,
                        50,
                        Map.of("action", "write", "resource_prefix", "database/production"))));

        @Test
        void deniesWhatCostsMoreThanOneDollar() {
            assertThat(policies.decide(request("execute", "task/1", Map.of("estimated_cost", 1.01))))
                    .isEqualTo(new Deny("cost-cap", List.of()));
        }

        @Test
        void allowsWhatCostsExactlyOneDollar() {
            assertThat(policies.decide(request("execute", "task/1", Map.of("estimated_cost", 1))))
                    .isEqualTo(new Allow(null, List.of()));
        }

        @Test
        void asksAPersonBeforeAWriteToTheProductionDatabase() {
            assertThat(policies.decide(WRITE)).isEqualTo(new NeedsApproval("production-writes", List.of()));
        }

        @Test
        void allowsReadingItAndWritingElsewhere() {
            assertThat(policies.decide(request("read", "database/production", Map.of())))
                    .isEqualTo(Decision.allow());
            assertThat(policies.decide(request("write", "database/staging", Map.of())))
                    .isEqualTo(Decision.allow());
        }

        @Test
        void deniesAnExpensiveProductionWriteSinceTheCapRanksHigher() {
            assertThat(policies.decide(request("write", "database/production", Map.of("estimated_cost", 2))))
                    .isEqualTo(new Deny("cost-cap", List.of()));
        }
    }

    @Test
    void answersWithTheDefaultWhenNoPolicyMatches() {
        assertThat(PolicySet.compile(List.of()).decide(WRITE)).isEqualTo(Decision.allow());
        assertThat(PolicySet.compile(List.of(), Decision.deny()).decide(WRITE)).isEqualTo(Decision.deny());
        assertThat(PolicySet.compile(List.of(), Decision.needsApproval()).decide(WRITE))
                .isEqualTo(Decision.needsApproval());
    }

    @Test
    void asksThePolicyWithTheHigherPriorityFirst() {
        var policies = PolicySet.compile(List.of(
                policy("low", DENY, 1, Map.of("action", "write")),
                policy("high", ALLOW, 2, Map.of("action", "write"))));

        assertThat(policies.decide(WRITE)).isEqualTo(new Allow("high", List.of()));
    }

    @Test
    void breaksATieByAgeThenById() {
        Policy young = createdAt(CREATED.plusSeconds(1), policy("a", DENY, Map.of("action", "write")));
        Policy old = policy("c", ALLOW, Map.of());
        Policy equallyOld = policy("b", REQUIRE_APPROVAL, Map.of("agent_id", "coder-1"));

        assertThat(PolicySet.compile(List.of(young, old)).decide(WRITE)).isEqualTo(new Allow("c", List.of()));
        assertThat(PolicySet.compile(List.of(young, old, equallyOld)).decide(WRITE))
                .isEqualTo(new NeedsApproval("b", List.of()));
    }

    @Test
    void asksAPolicyWithoutConditionsForEveryRequest() {
        assertThat(PolicySet.compile(List.of(policy("all", DENY, Map.of()))).decide(WRITE))
                .isEqualTo(new Deny("all", List.of()));
    }

    @Test
    void neverAsksADisabledPolicy() {
        assertThat(PolicySet.compile(List.of(disabled(policy("off", DENY, Map.of()))))
                        .decide(WRITE))
                .isEqualTo(Decision.allow());
    }

    @Test
    void notesMatchesThatOnlyLogAndGoesOn() {
        var policies = PolicySet.compile(List.of(
                policy("watch", LOG_ONLY, 9, Map.of("action", "write")),
                policy("watch-reads", LOG_ONLY, 8, Map.of("action", "read")),
                shadow(policy("trial", DENY, 7, Map.of("agent_id", "coder-1"))),
                policy("decides", REQUIRE_APPROVAL, 6, Map.of()),
                policy("too-late", LOG_ONLY, 5, Map.of())));

        assertThat(policies.decide(WRITE))
                .isEqualTo(new NeedsApproval(
                        "decides",
                        List.of(
                                new LoggedMatch("watch", LOG_ONLY, PolicyMode.ENFORCE),
                                new LoggedMatch("trial", DENY, PolicyMode.SHADOW))));
    }

    @Test
    void keepsTheDefaultBesideMatchesThatOnlyLog() {
        var policies = PolicySet.compile(List.of(policy("watch", LOG_ONLY, Map.of())), Decision.deny());
        var watched = List.of(new LoggedMatch("watch", LOG_ONLY, PolicyMode.ENFORCE));

        assertThat(policies.decide(WRITE)).isEqualTo(new Deny(null, watched));
        assertThat(PolicySet.compile(List.of(policy("watch", LOG_ONLY, Map.of())))
                        .decide(WRITE))
                .isEqualTo(new Allow(null, watched));
    }

    @Test
    void explainsWhichPoliciesWereAskedAndWhatFailedFirst() {
        var policies = PolicySet.compile(List.of(
                policy("other-agent", DENY, 4, Map.of("agent_id", "coder-2")),
                policy("other-tier", DENY, 3, Map.of("agent_tags", Map.of("limits", Map.of("tier", 3)), "a_below", 1)),
                policy("cap", DENY, 2, Map.of("estimated_cost_exceeds", 1)),
                policy("writes", REQUIRE_APPROVAL, 1, Map.of("action", "write")),
                policy("rest", ALLOW, 0, Map.of())));

        assertThat(policies.explain(WRITE))
                .isEqualTo(new Explanation(
                        new NeedsApproval("writes", List.of()),
                        List.of(
                                new Step("cap", "Policy cap", "estimated_cost_exceeds", null),
                                new Step("writes", "Policy writes", null, null))));
    }

    @Test
    void refusesTwoPoliciesWithOneId() {
        var twins = List.of(policy("twin", ALLOW, Map.of()), policy("twin", DENY, Map.of()));

        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicySet.compile(twins))
                .satisfies(refusal -> assertThat(refusal.policyId()).isEqualTo("twin"))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("id"));
    }

    @Test
    void checksDisabledPoliciesToo() {
        var broken = disabled(policy("broken", DENY, Map.of("cost_exceeds", "much")));

        assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> PolicySet.compile(List.of(broken)));
    }
}
