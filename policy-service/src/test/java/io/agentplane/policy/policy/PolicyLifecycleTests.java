package io.agentplane.policy.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A policy is tried before it is kept, and what it was is kept too. */
class PolicyLifecycleTests extends PolicyStage {

    private static final Map<String, Object> CHEAP =
            Map.of("name", "cheap", "action", "pay", "context", Map.of("cost", 1), "matches", false);
    private static final Map<String, Object> EXPENSIVE =
            Map.of("name", "expensive", "action", "pay", "context", Map.of("cost", 11), "matches", true);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("lifecycle-" + UUID.randomUUID()));
    }

    @Test
    void decidesByAnExpression() {
        create("by expression", Map.of("expression", "action == 'pay' && context.cost > 10"));

        assertThat(decision("pay", Map.of("cost", 11))).isEqualTo("DENY");
        assertThat(decision("pay", Map.of("cost", 10))).isEqualTo("ALLOW");
        assertThat(decision("read", Map.of("cost", 11))).isEqualTo("ALLOW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"context.cost >", "context.cost > 'a' +", "nobody.knows", "1 + 1", "[1].exists(x,"})
    void refusesAnExpressionThatCanNotBeMeantAndSaysWhere(String expression) {
        String refusal = refusal(api.post("/policies", policy("broken", Map.of("expression", expression))));

        assertThat(JsonPath.<String>read(refusal, "$.code")).isEqualTo("policy-invalid");
        assertThat(JsonPath.<String>read(refusal, "$.errors[0].field")).isEqualTo("expression");
        assertThat(JsonPath.<String>read(refusal, "$.errors[0].message")).startsWith("line 1, column ");
    }

    @Test
    void keepsNoPolicyThatFailsItsTests() {
        String refusal = refusal(api.post(
                "/policies",
                policy(
                        "too strict",
                        Map.of("conditions", Map.of("cost_exceeds", 0), "tests", List.of(EXPENSIVE, CHEAP)))));

        assertThat(JsonPath.<String>read(refusal, "$.code")).isEqualTo("policy-tests-failed");
        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field")).containsExactly("tests[1]");
        assertThat(body(api.get("/policies"), Map.class).get("items")).isEqualTo(List.of());
    }

    @Test
    void changesNothingWhenAChangeFailsTheTests() {
        var tests = Map.of("conditions", Map.of("cost_exceeds", 10), "tests", List.of(CHEAP, EXPENSIVE));
        String id = create("tried", tests);

        expectProblem(
                api.put(
                        "/policies/" + id,
                        1,
                        policy("tried", Map.of("conditions", Map.of("cost_exceeds", 20), "tests", List.of(EXPENSIVE)))),
                422,
                "policy-tests-failed");

        assertThat(decision("pay", Map.of("cost", 11))).isEqualTo("DENY");
    }

    @Test
    void triesOtherTestsWithoutKeepingThem() {
        String id = create("tried", Map.of("conditions", Map.of("cost_exceeds", 10), "mode", "SHADOW"));

        String results =
                body(api.post("/policies/" + id + "/test", Map.of("tests", List.of(CHEAP, EXPENSIVE))), String.class);

        assertThat(JsonPath.<List<Boolean>>read(results, "$.items[*].passed")).containsExactly(true, true);
        assertThat(JsonPath.<String>read(results, "$.items[0].failedCondition")).isEqualTo("cost_exceeds");
        assertThat(JsonPath.<List<Object>>read(body(api.post("/policies/" + id + "/test"), String.class), "$.items"))
                .isEmpty();
    }

    @Test
    void remembersWhatAPolicyWasThoughItIsDeleted() {
        String id = create("remembered", Map.of("priority", 1));
        api.put("/policies/" + id, 1, policy("remembered", Map.of("priority", 2)))
                .expectStatus()
                .isOk();
        api.delete("/policies/" + id, 2).expectStatus().isNoContent();

        String first = body(api.get("/policies/" + id + "/versions?limit=2"), String.class);
        String rest = body(
                api.get("/policies/" + id + "/versions?limit=2&cursor=" + JsonPath.read(first, "$.nextCursor")),
                String.class);

        assertThat(JsonPath.<List<Integer>>read(first, "$.items[*].revision")).containsExactly(3, 2);
        assertThat(JsonPath.<Boolean>read(first, "$.items[0].deleted")).isTrue();
        assertThat(JsonPath.<List<Integer>>read(rest, "$.items[*].policy.priority"))
                .containsExactly(1);
        assertThat(JsonPath.<String>read(rest, "$.items[0].changedBy"))
                .isEqualTo(api.caller().id());
        expectProblem(api.as(TestCaller.in("elsewhere")).get("/policies/" + id + "/versions"), 404, "policy-not-found");
    }

    @Test
    void deniesWhatNoPolicyDecidesWhereTheNamespaceSaysSo() {
        assertThat(body(api.get("/policies/default"), Map.class).get("decision"))
                .isEqualTo("ALLOW");
        api.put("/policies/default", 0, Map.of("decision", "DENY"))
                .expectStatus()
                .isOk();
        create("reading", Map.of("conditions", Map.of("action", "read"), "action", "ALLOW"));

        assertThat(decision("read", Map.of())).isEqualTo("ALLOW");
        assertThat(decision("write", Map.of())).isEqualTo("DENY");
        expectProblem(api.put("/policies/default", 0, Map.of("decision", "ALLOW")), 412, "revision-stale");
        expectProblem(api.put("/policies/default", 1, Map.of("decision", "MAYBE")), 400, "invalid-request");
        TestApi elsewhere = api.as(TestCaller.in("elsewhere-" + UUID.randomUUID()));
        assertThat(body(elsewhere.get("/policies/default"), Map.class).get("decision"))
                .isEqualTo("ALLOW");
    }

    private static String refusal(ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private String create(String name, Map<String, ?> fields) {
        return created(api.post("/policies", policy(name, fields)), Map.class)
                .get("id")
                .toString();
    }

    private static Map<String, Object> policy(String name, Map<String, ?> fields) {
        Map<String, Object> policy = new HashMap<>(Map.of("name", name, "action", "DENY"));
        policy.putAll(fields);
        return policy;
    }

    private Object decision(String action, Map<String, ?> context) {
        return body(
                        api.post("/policies/evaluate", Map.of("agentId", "a", "action", action, "context", context)),
                        Map.class)
                .get("decision");
    }
}
