package io.agentplane.policy.simulation;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulationIntegrationTests extends PolicyStage {

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("simulation-" + UUID.randomUUID()));
    }

    @Test
    void listsEachDecisionThatANewPolicyWouldTurn() {
        ask("spender", "pay", 5);
        ask("spender", "pay", 50);
        ask("spender", "pay", 500);
        ask("saver", "pay", 60);
        ask("saver", "read", 60);
        awaitDecisions(5);

        String outcome = simulate(Map.of("policies", List.of(draft("too dear", 10))));

        assertThat(JsonPath.<Integer>read(outcome, "$.decisions")).isEqualTo(5);
        assertThat(JsonPath.<Integer>read(outcome, "$.flipped")).isEqualTo(3);
        assertThat(JsonPath.<Boolean>read(outcome, "$.complete")).isTrue();
        assertThat(JsonPath.<List<String>>read(outcome, "$.flips[*].agentId")).containsExactly("spender", "saver");
        assertThat(JsonPath.<List<String>>read(outcome, "$.flips[*].action")).containsOnly("pay");
        assertThat(JsonPath.<List<String>>read(outcome, "$.flips[*].from")).containsOnly("ALLOW");
        assertThat(JsonPath.<List<String>>read(outcome, "$.flips[*].to")).containsOnly("DENY");
        assertThat(JsonPath.<List<String>>read(outcome, "$.flips[0].decisions[*].policyName"))
                .containsExactly("too dear", "too dear");
    }

    @Test
    void triesAPolicyInAnotherFormWithoutChangingIt() {
        String id = policy("too dear", 10);
        ask("a", "pay", 50);
        ask("a", "pay", 500);
        awaitDecisions(2);

        String milder = simulate(Map.of("policies", List.of(Map.of("id", id, "policy", fields("milder", 100)))));
        String gone = simulate(Map.of("without", List.of(id)));
        String asItIs = simulate(Map.of());

        assertThat(JsonPath.<Integer>read(milder, "$.flipped")).isEqualTo(1);
        assertThat(JsonPath.<String>read(milder, "$.flips[0].to")).isEqualTo("ALLOW");
        assertThat(JsonPath.<Integer>read(gone, "$.flipped")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(asItIs, "$.flipped")).isZero();
        assertThat(ask("a", "pay", 50)).isEqualTo("DENY");
    }

    @Test
    void usesWhatWasKnownOfTheAgentThen() {
        api.post(
                "/policies/evaluate",
                Map.of("agentId", "a", "action", "pay", "agent", Map.of("owner", "sales"), "context", Map.of()));
        awaitDecisions(1);

        String outcome = simulate(Map.of(
                "policies",
                List.of(Map.of(
                        "policy",
                        Map.of("name", "no sales", "action", "DENY", "conditions", Map.of("agent.owner", "sales"))))));

        assertThat(JsonPath.<Integer>read(outcome, "$.flipped")).isEqualTo(1);
    }

    @Test
    void looksAtTheNewestOnlyWhenTheyAreMany() {
        for (int question = 0; question < 5; question++) {
            ask("a", "pay", question);
        }
        awaitDecisions(5);

        String outcome = simulate(Map.of("defaultDecision", "DENY", "limit", 3));

        assertThat(JsonPath.<Integer>read(outcome, "$.decisions")).isEqualTo(3);
        assertThat(JsonPath.<Integer>read(outcome, "$.flipped")).isEqualTo(3);
        assertThat(JsonPath.<Boolean>read(outcome, "$.complete")).isFalse();
        assertThat(JsonPath.<Integer>read(
                        simulate(Map.of("defaultDecision", "DENY", "to", "2020-01-01T00:00:00Z")), "$.decisions"))
                .isZero();
        assertThat(JsonPath.<Integer>read(
                        simulate(Map.of("defaultDecision", "DENY", "from", "2020-01-01T00:00:00Z")), "$.decisions"))
                .isEqualTo(5);
    }

    @Test
    void leavesOutWhatNoPolicyDecided() {
        String stopped = UUID.randomUUID().toString();
        api.put("/kill-switch/" + stopped, Map.of("reason", "on trial"))
                .expectStatus()
                .isOk();
        ask(stopped, "pay", 1);
        awaitDecisions(1);

        String outcome = simulate(Map.of("defaultDecision", "DENY"));

        assertThat(JsonPath.<Integer>read(outcome, "$.skipped")).isEqualTo(1);
        assertThat(JsonPath.<Integer>read(outcome, "$.decisions")).isZero();
    }

    @Test
    void refusesWhatCanNotBeMeant() {
        String id = policy("known here", 10);

        expectProblem(
                api.post("/policies/simulate", Map.of("without", List.of(UUID.randomUUID()))), 404, "policy-not-found");
        expectProblem(
                api.as(TestCaller.in("elsewhere")).post("/policies/simulate", Map.of("without", List.of(id))),
                404,
                "policy-not-found");
        expectProblem(api.post("/policies/simulate", Map.of("limit", 0)), 400, "invalid-request");
        for (Map<String, Object> unmatchable : List.<Map<String, Object>>of(
                Map.of("name", "n", "action", "DENY", "expression", "agent.id == '01A2' + context.rest"),
                Map.of("name", "n", "action", "DENY", "conditions", Map.of("agent_id", "1-1-1-1-1")),
                Map.of("name", "n", "action", "DENY", "conditions", Map.of("resource", "docs/../*")))) {
            expectProblem(
                    api.post("/policies/simulate", Map.of("policies", List.of(Map.of("policy", unmatchable)))),
                    422,
                    "policy-invalid");
        }
        expectProblem(
                api.post(
                        "/policies/simulate",
                        Map.of(
                                "policies",
                                List.of(Map.of(
                                        "policy",
                                        Map.of("name", "n", "action", "DENY", "expression", "context.x >"))))),
                422,
                "policy-invalid");
    }

    @Test
    void findsWhatIsPointless() {
        String first = policy("first", 10);
        String twin = policy("twin", 10);
        String idle = policy("idle", 1_000_000);
        ask("a", "pay", 50);
        awaitDecisions(1);

        String analysis = body(api.get("/policies/analysis"), String.class);

        assertThat(JsonPath.<Integer>read(analysis, "$.policies")).isEqualTo(3);
        assertThat(JsonPath.<List<String>>read(analysis, "$.overlaps[?(@.policyId=='" + twin + "')].kind"))
                .containsExactly("DUPLICATE");
        assertThat(JsonPath.<List<String>>read(analysis, "$.overlaps[?(@.policyId=='" + twin + "')].earlierPolicyName"))
                .containsExactly("first");
        assertThat(JsonPath.<List<String>>read(analysis, "$.neverMatched[*].policyId"))
                .containsExactlyInAnyOrder(twin, idle)
                .doesNotContain(first);
    }

    @Test
    void countsANoteAsAMatch() {
        createPolicy(api, "watched", Map.of("action", "pay"), "LOG_ONLY");
        ask("a", "pay", 50);
        awaitDecisions(1);

        assertThat(JsonPath.<List<Object>>read(body(api.get("/policies/analysis"), String.class), "$.neverMatched"))
                .isEmpty();
    }

    private String simulate(Map<String, ?> request) {
        return body(api.post("/policies/simulate", request), String.class);
    }

    private Object ask(String agent, String action, int cost) {
        return body(
                        api.post(
                                "/policies/evaluate",
                                Map.of("agentId", agent, "action", action, "context", Map.of("cost", cost))),
                        Map.class)
                .get("decision");
    }

    private String policy(String name, int cost) {
        return createPolicy(api, name, Map.of("action", "pay", "cost_exceeds", cost), "DENY")
                .get("id")
                .toString();
    }

    private static Map<String, Object> draft(String name, int cost) {
        return Map.of("policy", fields(name, cost));
    }

    private static Map<String, Object> fields(String name, int cost) {
        return Map.of("name", name, "action", "DENY", "conditions", Map.of("action", "pay", "cost_exceeds", cost));
    }

    private void awaitDecisions(int count) {
        await().untilAsserted(() ->
                api.get("/decisions").expectBody().jsonPath("$.items.length()").isEqualTo(count));
    }
}
