package io.agentplane.policy.decision;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.LoggedMatch;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class DecisionIntegrationTests extends PolicyStage {

    private static final String AGENT = "01900000-0000-7000-8000-000000000001";

    @Autowired
    private MeterRegistry metrics;

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("decisions-" + UUID.randomUUID()));
    }

    @Test
    void allowsWhatNoPolicySpeaksOf() {
        DecisionView answer = evaluate(Map.of("agentId", AGENT, "action", "read"));

        assertThat(answer.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(answer.policyId()).isNull();
        assertThat(answer.logged()).isEmpty();
        assertThat(answer.explanation()).isEmpty();
        await().untilAsserted(() -> assertThat(decisions(""))
                .singleElement()
                .satisfies(kept -> assertThat(kept).containsEntry("agent", Map.of("id", AGENT))));
    }

    @Test
    void letsThoseOnlySayWhatAnAgentIsWhoMay() {
        TestApi router = api.as(new TestCaller("router", api.caller().namespace(), List.of("messages:route")));
        var question = Map.of("agentId", AGENT, "action", "x", "agent", Map.of("role", "guardian"));

        TestApi.expectProblem(router.post("/policies/evaluate", question), 403, "permission-missing");
        TestApi.expectProblem(
                router.post("/policies/evaluate-batch", Map.of("requests", List.of(question))),
                403,
                "permission-missing");
        api.post("/policies/evaluate", question).expectStatus().isOk();
    }

    @Test
    void letsNoAgentSayWhatItIsButTheServiceThatItAsked() {
        TestCaller agent = api.caller().asAgent(AGENT);
        var question = Map.of("agentId", AGENT, "action", "x", "agent", Map.of("role", "guardian"));

        expectProblem(api.as(agent).post("/policies/evaluate", question), 403, "permission-missing");
        expectProblem(
                api.as(agent).post("/policies/evaluate-batch", Map.of("requests", List.of(question))),
                403,
                "permission-missing");
        client.post()
                .uri("/policies/evaluate")
                .header("Authorization", agent.bearerByService())
                .contentType(MediaType.APPLICATION_JSON)
                .body(question)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void deniesAndFindsTheDecisionAgainAtOnce() {
        String policy = policy("too dear", Map.of("estimated_cost_exceeds", 1.0), "DENY");

        DecisionView answer = evaluate(question(1.5));

        assertThat(answer.decision()).isEqualTo(Outcome.DENY);
        assertThat(answer.policyId()).isEqualTo(policy);
        assertThat(answer.explanation()).containsExactly(new DecisionView.Step(policy, "too dear", true, null, null));
        assertThat(decisions("?agentId=" + AGENT + "&decision=DENY"))
                .singleElement()
                .satisfies(kept -> assertThat(kept)
                        .containsEntry("id", answer.decisionId().toString())
                        .containsEntry("policyId", policy)
                        .containsEntry("resource", "task/1")
                        .containsEntry("context", Map.of("estimated_cost", 1.5))
                        .containsKey("at")
                        .doesNotContainKey("namespace"));
        assertThat(evaluate(question(1.0)).decision()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void asksForApproval() {
        policy(
                "production database writes need approval",
                Map.of("action", "write", "resource_prefix", "db/production/"),
                "REQUIRE_APPROVAL");

        DecisionView answer =
                evaluate(Map.of("agentId", AGENT, "action", "write", "resource", "db/production/customers"));

        assertThat(answer.decision()).isEqualTo(Outcome.REQUIRE_APPROVAL);
        assertThat(decisions("?decision=REQUIRE_APPROVAL")).hasSize(1);
        assertThat(decisions("?decision=DENY")).isEmpty();
        assertThat(decisions("?agentId=other")).isEmpty();
    }

    @Test
    void recordsWhatIsOnlyLoggedAndGoesOn() {
        String policy = policy("watch writes", Map.of("action", "write"), "LOG_ONLY");

        DecisionView answer = evaluate(Map.of("agentId", AGENT, "action", "write"));

        assertThat(answer.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(answer.logged()).containsExactly(new LoggedMatch(policy, PolicyAction.LOG_ONLY, PolicyMode.ENFORCE));
        await().untilAsserted(() -> assertThat(decisions("?decision=ALLOW"))
                .singleElement()
                .satisfies(kept -> assertThat(kept).containsKey("logged").doesNotContainKey("policyId")));
    }

    @Test
    void letsTheHigherPriorityDecide() {
        api.post("/policies", Map.of("name", "never", "action", "DENY", "priority", 1));
        api.post(
                "/policies",
                Map.of(
                        "name",
                        "owners may",
                        "action",
                        "ALLOW",
                        "priority",
                        2,
                        "conditions",
                        Map.of("agent.owner", "platform")));
        api.post("/policies", Map.of("name", "on trial", "action", "DENY", "priority", 3, "mode", "SHADOW"));
        api.post("/policies", Map.of("name", "switched off", "action", "DENY", "priority", 4, "enabled", false));

        DecisionView owner = evaluate(Map.of("agentId", AGENT, "action", "x", "agent", Map.of("owner", "platform")));
        DecisionView other = evaluate(Map.of("agentId", AGENT, "action", "x", "agent", Map.of("owner", "sales")));

        assertThat(owner.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(owner.logged()).extracting(LoggedMatch::mode).containsExactly(PolicyMode.SHADOW);
        assertThat(other.decision()).isEqualTo(Outcome.DENY);
    }

    @Test
    void knowsTheAgentThatTheAskerDescribes() {
        policy("no interns", Map.of("agent_tags", Map.of("level", "intern"), "agent.role", "worker"), "DENY");
        Map<String, Object> intern =
                Map.of("name", "a", "version", "1", "owner", "o", "role", "worker", "tags", Map.of("level", "intern"));

        assertThat(evaluate(Map.of("agentId", AGENT, "action", "activate", "agent", intern))
                        .decision())
                .isEqualTo(Outcome.DENY);
        assertThat(evaluate(Map.of("agentId", AGENT, "action", "activate")).decision())
                .isEqualTo(Outcome.ALLOW);
    }

    @Test
    void decidesABatchInOrder() {
        policy("too dear", Map.of("estimated_cost_exceeds", 1.0), "DENY");
        List<Map<String, Object>> requests = IntStream.range(0, 500)
                .mapToObj(number -> question(number % 2 * 2.0))
                .toList();

        Map<?, ?> answer = body(api.post("/policies/evaluate-batch", Map.of("requests", requests)), Map.class);

        assertThat((List<?>) answer.get("items"))
                .hasSize(500)
                .extracting(item -> (Object) ((Map<?, ?>) item).get("decision"))
                .startsWith("ALLOW", "DENY", "ALLOW", "DENY")
                .endsWith("ALLOW", "DENY");
        assertThat(decisions("?decision=DENY&limit=500")).hasSize(250);
        expectProblem(
                api.post("/policies/evaluate-batch", Map.of("requests", Collections.nCopies(501, question(0)))),
                400,
                "invalid-request");
    }

    @Test
    void listsDecisionsNewestFirstPageByPage() {
        policy("never", Map.of(), "DENY");
        List<String> asked = IntStream.range(0, 3)
                .mapToObj(number -> evaluate(question(number)).decisionId().toString())
                .toList();

        Map<?, ?> first = body(api.get("/decisions?limit=2"), Map.class);
        Map<?, ?> second = body(api.get("/decisions?limit=2&cursor=" + first.get("nextCursor")), Map.class);

        assertThat(ids(first)).containsExactly(asked.get(2), asked.get(1));
        assertThat(ids(second)).containsExactly(asked.get(0));
        assertThat(second.containsKey("nextCursor")).isFalse();
    }

    @Test
    void findsDecisionsFromTheBeginningOfTime() {
        policy("never", Map.of(), "DENY");
        evaluate(question(0));

        assertThat(decisions("?from=0001-01-01T00:00:00Z")).hasSize(1);
        assertThat(decisions("?to=0001-01-01T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "2026-01-01", "1795219200000"})
    void takesNoTimeInAnotherForm(String time) {
        expectProblem(api.get("/decisions?from={time}", time), 400, "invalid-request");
        expectProblem(api.get("/audit?to={time}", time), 400, "invalid-request");
        expectProblem(
                api.post("/api-keys", Map.of("principalId", UUID.randomUUID(), "expiresAt", time)),
                400,
                "invalid-request");
    }

    @Test
    void knowsIdsHoweverTheyAreSpelled() {
        String agent = "01900000-abcd-7000-8000-00000000000a";
        String policy = policy("not this one", Map.of("agent_id", agent.toUpperCase(Locale.ROOT)), "DENY");

        assertThat(evaluate(Map.of("agentId", agent, "action", "x")).decision()).isEqualTo(Outcome.DENY);

        assertThat(decisions("?agentId=" + agent.toUpperCase(Locale.ROOT))).hasSize(1);
        assertThat(decisions("?policyId=" + policy.toUpperCase(Locale.ROOT))).hasSize(1);
    }

    @Test
    void keepsNoContextThatIsTooLarge() {
        policy("never", Map.of(), "DENY");

        evaluate(Map.of("agentId", AGENT, "action", "x", "context", Map.of("text", "x".repeat(5000))));

        assertThat(decisions("")).hasSize(1).noneMatch(kept -> kept.containsKey("context"));
    }

    /** A double would make each pair one number. */
    @ParameterizedTest
    @CsvSource({
        "9007199254740993.0, 9007199254740992.0",
        "2.5000000000000000000001, 2.5",
        "0.12345678901234567890, 0.12345678901234568"
    })
    void comparesNumbersWithAllTheirDigits(String one, String other) {
        raw("/policies", "{\"name\":\"exact\",\"action\":\"DENY\",\"conditions\":{\"x\":[%s]}}".formatted(one))
                .expectStatus()
                .isCreated();
        String question = "{\"agentId\":\"" + AGENT + "\",\"action\":\"a\",\"context\":{\"x\":%s}}";

        assertThat(body(raw("/policies/evaluate", question.formatted(one)), DecisionView.class)
                        .decision())
                .isEqualTo(Outcome.DENY);
        assertThat(body(raw("/policies/evaluate", question.formatted(other)), DecisionView.class)
                        .decision())
                .isEqualTo(Outcome.ALLOW);
        await().untilAsserted(() -> assertThat(decisions("")).hasSize(2));
        api.post("/policies/simulate", Map.of("policies", List.of()))
                .expectBody()
                .jsonPath("$.flipped")
                .isEqualTo(0);
    }

    private ResponseSpec raw(String path, String body) {
        RequestBodySpec request = api.request(HttpMethod.POST, path).contentType(MediaType.APPLICATION_JSON);
        request.body(body);
        return request.exchange();
    }

    @Test
    void keepsNamespacesApart() {
        policy("never", Map.of(), "DENY");
        evaluate(question(0));
        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));

        stranger.get("/decisions").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        assertThat(body(stranger.post("/policies/evaluate", question(0)), DecisionView.class)
                        .decision())
                .isEqualTo(Outcome.ALLOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST | /policies/evaluate        | {"action":"x"}                                     | agentId
                    POST | /policies/evaluate        | {"agentId":"a"}                                    | action
                    POST | /policies/evaluate        | {"agentId":"a","action":"x","why":1}               | why
                    POST | /policies/evaluate        | {"agentId":"a","action":"x","context":[]}          | context
                    POST | /policies/evaluate        | {"agentId":"a","action":"x\\u0000"}                | action
                    POST | /policies/evaluate        | {"agentId":"a","action":"x","resource":"\\ud800"} | resource
                    POST | /policies/evaluate        | {"agentId":"a","action":"x","resource":"a/../b"}  | resource
                    POST | /policies/evaluate        | {"agentId":"a","action":"x","idempotencyKey":""}  | idempotencyKey
                    POST | /policies/evaluate-batch  | {"requests":[]}                                    | requests
                    POST | /policies/evaluate-batch  | {"requests":[{"agentId":"a"}]}                     | requests[0].action
                    """)
    void refusesBadQuestions(HttpMethod method, String path, String question, String field) {
        RequestBodySpec request = api.request(method, path).contentType(MediaType.APPLICATION_JSON);
        request.body(question);

        request.exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void countsDecisionsByOutcome() {
        policy("never", Map.of(), "DENY");
        double before = metrics.counter("agentplane.policy.decisions", "outcome", "deny")
                .count();

        evaluate(question(0));

        assertThat(metrics.counter("agentplane.policy.decisions", "outcome", "deny")
                        .count())
                .isGreaterThan(before);
        assertThat(metrics.timer("agentplane.policy.evaluation").count()).isPositive();
    }

    private static Map<String, Object> question(double cost) {
        return Map.of(
                "agentId", AGENT, "action", "run", "resource", "task/1", "context", Map.of("estimated_cost", cost));
    }

    private String policy(String name, Map<String, ?> conditions, String action) {
        return String.valueOf(createPolicy(api, name, conditions, action).get("id"));
    }

    private DecisionView evaluate(Map<String, ?> question) {
        return body(api.post("/policies/evaluate", question), DecisionView.class);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> decisions(String query) {
        return (List<Map<String, Object>>)
                body(api.get("/decisions" + query), Map.class).get("items");
    }

    private static List<Object> ids(Map<?, ?> page) {
        return ((List<?>) page.get("items"))
                .stream().<Object>map(item -> ((Map<?, ?>) item).get("id")).toList();
    }
}
