package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyAction.ALLOW;
import static io.agentplane.policy.engine.PolicyAction.DENY;
import static io.agentplane.policy.engine.PolicyAction.LOG_ONLY;
import static io.agentplane.policy.engine.PolicyAction.REQUIRE_APPROVAL;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static io.agentplane.policy.engine.PolicyFixtures.request;
import static io.agentplane.policy.engine.PolicyFixtures.saying;
import static io.agentplane.policy.engine.PolicyFixtures.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.Decision.Deny;
import io.agentplane.policy.engine.Decision.NeedsApproval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy whose expression can't be told does: the decision is the stricter of with and without a match. */
class UnclearPolicyTests {

    private static final String UNCLEAR = "context.missing > 1";

    @Test
    void aDenyHoldsAsIfItMatched() {
        assertThat(decide(policy("deny", DENY, 1, UNCLEAR), policy("allow", ALLOW, 0, "true")))
                .isEqualTo(new Deny("deny", List.of()));
    }

    @Test
    void anAllowIsPassedOver() {
        assertThat(decide(policy("allow", ALLOW, 1, UNCLEAR), policy("deny", DENY, 0, "true")))
                .isEqualTo(new Deny("deny", List.of()));
        assertThat(decide(policy("allow", ALLOW, 1, UNCLEAR))).isEqualTo(Decision.allow());
    }

    @Test
    void anApprovalIsTheLeastThatIsNeeded() {
        Policy unclear = policy("approval", REQUIRE_APPROVAL, 2, UNCLEAR);

        assertThat(decide(unclear)).isEqualTo(new NeedsApproval("approval", List.of()));
        assertThat(decide(unclear, policy("allow", ALLOW, 1, "true")))
                .isEqualTo(new NeedsApproval("approval", List.of()));
        assertThat(decide(unclear, policy("deny", DENY, 1, "true"))).isEqualTo(new Deny("deny", List.of()));
        assertThat(decide(unclear, policy("other", REQUIRE_APPROVAL, 1, UNCLEAR)))
                .isEqualTo(new NeedsApproval("approval", List.of()));
        assertThat(decide(unclear, policy("surely", REQUIRE_APPROVAL, 1, "true")))
                .isEqualTo(new NeedsApproval("approval", List.of()));
    }

    @Test
    void isNotedWhereItHasNoSayUnlessItWouldAllow() {
        var noted = decide(
                policy("log", LOG_ONLY, 3, UNCLEAR),
                shadow(policy("trial-deny", DENY, 2, UNCLEAR)),
                shadow(policy("trial-allow", ALLOW, 1, UNCLEAR)));

        assertThat(noted)
                .isEqualTo(new Allow(
                        null,
                        List.of(
                                new LoggedMatch("log", LOG_ONLY, PolicyMode.ENFORCE),
                                new LoggedMatch("trial-deny", DENY, PolicyMode.SHADOW))));
    }

    @Test
    void isAskedOnlyWhenTheConditionsHold() {
        assertThat(decide(saying(UNCLEAR, policy("deny", DENY, Map.of("action", "read")))))
                .isEqualTo(Decision.allow());
        assertThat(decide(policy("deny", DENY, 0, UNCLEAR + " && action == 'read'")))
                .isEqualTo(Decision.allow());
    }

    @Test
    void isExplained() {
        var steps = compiled(policy("deny", DENY, 0, UNCLEAR), policy("false", DENY, 1, "context.cost > 1"))
                .explain(request("write", "db", Map.of("cost", 1)))
                .steps();

        assertThat(steps).hasSize(2);
        assertThat(steps.getFirst().failedCondition()).isEqualTo("expression");
        assertThat(steps.getFirst().unclear()).isNull();
        assertThat(steps.getLast().failedCondition()).isEqualTo("expression");
        assertThat(steps.getLast().unclear()).contains("missing");
        assertThat(steps.getLast().matched()).isFalse();
    }

    private static Decision decide(Policy... policies) {
        return compiled(policies).decide(request("write", "db", Map.of()));
    }

    private static PolicySet compiled(Policy... policies) {
        return PolicySet.compile(Arrays.asList(policies));
    }
}
