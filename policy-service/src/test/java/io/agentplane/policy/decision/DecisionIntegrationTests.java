package io.agentplane.policy.decision;

import static io.agentplane.policy.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class DecisionIntegrationTests {

    private static final String AGENT = UUID.randomUUID().toString();

    private Api api;

    @BeforeEach
    void useANamespaceOfItsOwn(@Autowired RestTestClient client) {
        api = new Api(client, TestCaller.in("decisions-" + UUID.randomUUID()));
    }

    @Test
    void allowsWhatNoPolicySpeaksOf() {
        DecisionView answer = evaluate(Map.of("agentId", AGENT, "action", "read"));

        assertThat(answer.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(answer.policyId()).isNull();
        assertThat(answer.decisionId()).isNotNull();
        assertThat(answer.logged()).isEmpty();
        assertThat(decisions("")).isEmpty();
    }

    @Test
    void deniesAndFindsTheDecisionAgainAtOnce() {
        String policy = api.createPolicy("too dear", Map.of("estimated_cost_exceeds", 1.0), "DENY")
                .get("id")
                .toString();

        DecisionView answer = evaluate(Map.of(
                "agentId", AGENT, "action", "run", "resource", "task/1", "context", Map.of("estimated_cost", 1.5)));

        assertThat(answer.decision()).isEqualTo(Outcome.DENY);
        assertThat(answer.policyId()).isEqualTo(policy);
        assertThat(answer.explanation()).containsExactly(new DecisionView.Step(policy, "too dear", true, null));
        assertThat(decisions("?agentId=" + AGENT + "&decision=DENY"))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept).containsEntry("id", answer.decisionId().toString());
                    assertThat(kept).containsEntry("policyId", policy).containsEntry("resource", "task/1");
                    assertThat(kept).containsEntry("context", Map.of("estimated_cost", 1.5));
                    assertThat(kept).doesNotContainKey("namespace");
                });
        assertThat(evaluate(Map.of("agentId", AGENT, "action", "run", "context", Map.of("estimated_cost", 1)))
                        .decision())
                .isEqualTo(Outcome.ALLOW);
    }

    private DecisionView evaluate(Map<String, ?> question) {
        return body(api.post("/policies/evaluate", question), DecisionView.class);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> decisions(String query) {
        return (List<Map<String, Object>>)
                body(api.get("/decisions" + query), Map.class).get("items");
    }
}
