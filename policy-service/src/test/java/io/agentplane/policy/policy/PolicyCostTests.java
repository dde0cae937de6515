package io.agentplane.policy.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.PolicySet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Policies of strangers cost what they may, and no more. */
@Timeout(60)
class PolicyCostTests extends PolicyStage {

    private static final String ENDLESS = "context.s.matches('(?i)\u1c80')";
    private static final String COSTLY = "context.many.all(n, context.many == context.many)";
    private static final List<Integer> MANY = IntStream.range(0, 10_000).boxed().toList();

    private static final Map<String, Object> QUESTION =
            Map.of("agentId", "a", "action", "write", "context", Map.of("many", MANY));

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("cost-" + UUID.randomUUID()));
    }

    @Test
    void refusesAPatternThatWouldNeverCompile() {
        PolicyView harmless = created(api.post("/policies", saying("harmless", "DENY", "true")), PolicyView.class);

        expectFault(api.post("/policies", saying("endless", "DENY", ENDLESS)), "expression");
        expectFault(api.put("/policies/" + harmless.id(), 1, saying("endless", "DENY", ENDLESS)), "expression");
        expectFault(
                api.post(
                        "/policies/simulate",
                        Map.of("policies", List.of(Map.of("policy", saying("endless", "DENY", ENDLESS))))),
                "policies[0].policy.expression");
        expectFault(
                api.post(
                        "/policies/simulate",
                        Map.of(
                                "policies",
                                List.of(Map.of("id", harmless.id(), "policy", saying("endless", "DENY", ENDLESS))))),
                "policies[0].policy.expression");
    }

    @Test
    void decidesPastTwelveCostlyPoliciesThatOnlyLog() {
        twelve("LOG_ONLY");
        PolicyView behind = created(
                api.post("/policies", Map.of("name", "behind", "action", "DENY", "priority", -1)), PolicyView.class);

        String answer = body(api.post("/policies/evaluate", QUESTION), String.class);

        assertThat(JsonPath.<String>read(answer, "$.policyId"))
                .isEqualTo(behind.id().toString());
        assertThat(JsonPath.<List<String>>read(answer, "$.logged[*].policyId")).hasSize(12);
        assertThat(JsonPath.<List<String>>read(answer, "$.explanation[*].unclear"))
                .hasSize(12)
                .allSatisfy(why -> assertThat(why).contains("too large"));
    }

    @Test
    void deniesWhatTwelveCostlyPoliciesLookAtTooMuch() {
        twelve("ALLOW");

        String answer = body(api.post("/policies/evaluate", QUESTION), String.class);
        String answers = body(
                api.post("/policies/evaluate-batch", Map.of("requests", List.of(QUESTION, QUESTION))), String.class);

        assertThat(JsonPath.<String>read(answer, "$.decision")).isEqualTo("DENY");
        assertThat(JsonPath.<String>read(answer, "$.policyId")).isEqualTo(PolicySet.COST_LIMIT);
        assertThat(JsonPath.<List<String>>read(answer, "$.explanation[*].unclear"))
                .first()
                .asString()
                .contains("too large");
        assertThat(JsonPath.<List<String>>read(answers, "$.items[*].policyId"))
                .containsExactly(PolicySet.COST_LIMIT, PolicySet.COST_LIMIT);
    }

    @Test
    void triesAHundredCostlyTestsOutsideAnyTransaction() {
        PolicyView policy = created(
                api.post("/policies", saying("costly", "DENY", "[1, 2, 3].all(n, context.many == context.many)")),
                PolicyView.class);
        Map<String, Object> test = Map.of(
                "name", "much", "action", "write", "context", Map.of("many", MANY.subList(0, 1_000)), "matches", true);

        String results = body(
                api.post("/policies/" + policy.id() + "/test", Map.of("tests", Collections.nCopies(100, test))),
                String.class);

        assertThat(JsonPath.<List<Boolean>>read(results, "$.items[*].passed"))
                .hasSize(100)
                .containsOnly(true);
    }

    @Test
    void failsTestsThatNobodyKnowsTheAnswerOf() {
        Map<String, Object> much = Map.of(
                "name", "much", "action", "write", "context", Map.of("many", MANY.subList(0, 1_000)), "matches", false);
        PolicyView policy = created(api.post("/policies", saying("costly", "DENY", COSTLY)), PolicyView.class);

        String results = body(
                api.post("/policies/" + policy.id() + "/test", Map.of("tests", Collections.nCopies(100, much))),
                String.class);

        assertThat(JsonPath.<List<Boolean>>read(results, "$.items[*].passed"))
                .hasSize(100)
                .containsOnly(false);
        assertThat(JsonPath.<List<String>>read(results, "$.items[*].unclear"))
                .hasSize(100)
                .allSatisfy(why -> assertThat(why).containsAnyOf("too large", "more than they may together"));
        api.post("/policies", Map.of("name", "tested", "action", "DENY", "expression", COSTLY, "tests", List.of(much)))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).contains("can't be told", "too large"));
    }

    private void twelve(String action) {
        for (int number = 0; number < 12; number++) {
            created(api.post("/policies", saying("costly " + number, action, COSTLY)), PolicyView.class);
        }
    }

    private static void expectFault(ResponseSpec answer, String field) {
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("policy-invalid")
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .value(
                        String.class,
                        message -> assertThat(message)
                                .startsWith("line 1, column 19: a pattern can't ignore the case of U+1C80"));
    }

    private static Map<String, Object> saying(String name, String action, String expression) {
        return Map.of("name", name, "action", action, "expression", expression);
    }
}
