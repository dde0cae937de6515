package io.agentplane.policy.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.platform.test.Together;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class PolicyIntegrationTests extends PolicyStage {

    private static final Map<String, Object> COST = Map.of(
            "name", "estimated cost above 1 USD is denied",
            "conditions", Map.of("estimated_cost_exceeds", 1.0),
            "action", "DENY");

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(PolicyEvent.TOPIC);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("policies-" + UUID.randomUUID()));
    }

    @Test
    void createsAPolicyAndFindsItAgain() {
        PolicyView policy = created(api.post("/policies", COST), PolicyView.class);

        assertThat(policy.name()).isEqualTo(COST.get("name"));
        assertThat(policy.conditions()).isEqualTo(COST.get("conditions"));
        assertThat(policy.action()).isEqualTo(PolicyAction.DENY);
        assertThat(policy.description()).isEmpty();
        assertThat(policy.priority()).isZero();
        assertThat(policy.enabled()).isTrue();
        assertThat(policy.mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(policy.revision()).isEqualTo(1);
        api.get("/policies/" + policy.id()).expectHeader().valueEquals("ETag", "\"1\"");
        assertThat(body(api.get("/policies/" + policy.id()), PolicyView.class))
                .usingRecursiveComparison()
                .withEqualsForType(
                        (one, other) -> Math.abs(one.toEpochMilli() - other.toEpochMilli()) <= 1, Instant.class)
                .isEqualTo(policy);
    }

    @Test
    void answersARepeatedCreationWithTheFirstAnswer() {
        PolicyView first = created(post("once"), PolicyView.class);
        PolicyView second = created(post("once"), PolicyView.class);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(policies()).hasSize(1);
    }

    @Test
    void takesActionsInLowerCaseToo() {
        PolicyView policy = created(
                api.post("/policies", Map.of("name", "a", "action", "require_approval", "mode", "shadow")),
                PolicyView.class);

        assertThat(policy.action()).isEqualTo(PolicyAction.REQUIRE_APPROVAL);
        assertThat(policy.mode()).isEqualTo(PolicyMode.SHADOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"action":"DENY"}                                      | 400 | invalid-request | name
                    {"name":" ","action":"DENY"}                           | 400 | invalid-request | name
                    {"name":"a"}                                           | 400 | invalid-request | action
                    {"name":"a","action":"FORBID"}                         | 400 | invalid-request | action
                    {"name":"a","action":"DENY","priority":1000001}        | 400 | invalid-request | priority
                    {"name":"a","action":"DENY","prioritty":1}             | 400 | invalid-request | prioritty
                    {"name":"a","action":"DENY","conditions":[1]}          | 400 | invalid-request | conditions
                    {"name":"a","action":"DENY","conditions":{"cost_exceeds":"1"}}           | 422 | policy-invalid | conditions.cost_exceeds
                    {"name":"a","action":"DENY","conditions":{"agent_tags":{"team":null}}}   | 422 | policy-invalid | conditions.agent_tags.team
                    {"name":"a","action":"DENY","enabled":false,"conditions":{"action":1}}   | 422 | policy-invalid | conditions.action
                    {"name":"a","action":"DENY","conditions":{"region":"\\u0000"}}           | 400 | invalid-request | conditions.region
                    {"name":"a","action":"DENY","conditions":{"resource":"docs/../*"}}       | 422 | policy-invalid | conditions.resource
                    {"name":"a","action":"DENY","conditions":{"resource_in":["a","b/./c"]}}  | 422 | policy-invalid | conditions.resource_in
                    {"name":"a","action":"DENY","conditions":{"resource_prefix":"b/../c"}}   | 422 | policy-invalid | conditions.resource_prefix
                    {"name":"a","action":"DENY","conditions":{"agent_id":"1-1-1-1-1"}}       | 422 | policy-invalid | conditions.agent_id
                    {"name":"a","action":"DENY","expression":"agent.id.startsWith('01A2')"}  | 422 | policy-invalid | expression
                    {"name":"a","action":"DENY","tests":[{"name":"t","agent":{"id":"a\u00adb"},"action":"a","matches":true}]} | 422 | policy-tests-failed | tests[0]
                    {"name":"a","action":"DENY","expression":"agent.id == '01900000-ABCD-7000-8000-00000000000A'"} | 422 | policy-invalid | expression
                    """)
    void refusesWhatCannotBeMeant(String policy, int status, String code, String field) {
        RequestBodySpec request = api.request(HttpMethod.POST, "/policies").contentType(MediaType.APPLICATION_JSON);
        request.body(policy);

        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        assertThat(policies()).isEmpty();
    }

    @Test
    void refusesANameThatIsTaken() {
        api.post("/policies", COST);
        PolicyView other = created(api.post("/policies", Map.of("name", "b", "action", "ALLOW")), PolicyView.class);

        expectProblem(api.post("/policies", COST), 409, "policy-name-taken");
        expectProblem(api.put("/policies/" + other.id(), 1, COST), 409, "policy-name-taken");
    }

    @Test
    void givesANameToOneOfManyWhoWantItAtOnce() throws Exception {
        List<Integer> answers = Together.run(
                8,
                thread -> api.post("/policies", COST).returnResult().getStatus().value());

        assertThat(answers).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void changesWhatWasReadAndNothingNewer() {
        PolicyView policy = created(api.post("/policies", COST), PolicyView.class);
        Map<String, Object> softer = Map.of("name", "softer", "action", "LOG_ONLY", "enabled", false);

        PolicyView changed = body(api.put("/policies/" + policy.id(), 1, softer), PolicyView.class);

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.name()).isEqualTo("softer");
        assertThat(changed.conditions()).isEmpty();
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.createdAt().toEpochMilli())
                .isEqualTo(policy.createdAt().toEpochMilli());
        expectProblem(api.put("/policies/" + policy.id(), 1, COST), 412, "revision-stale");
        expectProblem(api.put("/policies/" + policy.id(), COST), 428, "revision-required");
        expectProblem(api.delete("/policies/" + policy.id(), 1), 412, "revision-stale");
        expectProblem(api.delete("/policies/" + policy.id()), 428, "revision-required");
    }

    @Test
    void deletesForGood() {
        PolicyView policy = created(api.post("/policies", COST), PolicyView.class);

        api.delete("/policies/" + policy.id(), 1).expectStatus().isNoContent();

        expectProblem(api.get("/policies/" + policy.id()), 404, "policy-not-found");
        expectProblem(api.delete("/policies/" + policy.id(), 1), 404, "policy-not-found");
        created(api.post("/policies", COST), PolicyView.class);
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        PolicyView policy = created(api.post("/policies", COST), PolicyView.class);
        TestApi stranger = api.as(TestCaller.in("strangers"));

        expectProblem(stranger.get("/policies/" + policy.id()), 404, "policy-not-found");
        expectProblem(stranger.put("/policies/" + policy.id(), 1, COST), 404, "policy-not-found");
        expectProblem(stranger.delete("/policies/" + policy.id(), 1), 404, "policy-not-found");
        stranger.get("/policies").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        created(stranger.post("/policies", COST), PolicyView.class);
    }

    @Test
    void listsPageByPage() {
        for (String name : List.of("a", "b", "c")) {
            api.post("/policies", Map.of("name", name, "action", "ALLOW"));
        }

        Map<?, ?> first = body(api.get("/policies?limit=2"), Map.class);
        Map<?, ?> second = body(api.get("/policies?limit=2&cursor=" + first.get("nextCursor")), Map.class);

        assertThat(names(first)).containsExactly("a", "b");
        assertThat(names(second)).containsExactly("c");
        assertThat(second.containsKey("nextCursor")).isFalse();
    }

    @Test
    void tellsOthersOfEveryChange() {
        PolicyView policy = created(api.post("/policies", COST), PolicyView.class);
        api.put("/policies/" + policy.id(), 1, Map.of("name", "b", "action", "ALLOW"));
        api.delete("/policies/" + policy.id(), 2);

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(events(policy.id()))
                        .extracting(
                                InboundEvent::type,
                                InboundEvent::revision,
                                event -> event.state().deleted())
                        .containsExactly(
                                tuple("policy-created", 1L, null),
                                tuple("policy-changed", 2L, null),
                                tuple("policy-deleted", 3L, true)));
        assertThat(events(policy.id())).allSatisfy(event -> {
            assertThat(event.namespace()).isEqualTo(api.caller().namespace());
            assertThat(event.source()).isEqualTo("/policy-service");
            assertThat(event.state().revision()).isEqualTo(event.revision());
        });
    }

    private List<InboundEvent<PolicyView>> events(UUID id) {
        return topic.messagesOf(id.toString()).stream()
                .map(message -> codec.decode(message, PolicyView.class))
                .toList();
    }

    private ResponseSpec post(String idempotencyKey) {
        RequestBodySpec request = api.request(HttpMethod.POST, "/policies").header("Idempotency-Key", idempotencyKey);
        request.body(COST);
        return request.exchange();
    }

    private List<?> policies() {
        return (List<?>) body(api.get("/policies"), Map.class).get("items");
    }

    private static List<Object> names(Map<?, ?> page) {
        return ((List<?>) page.get("items"))
                .stream().<Object>map(item -> ((Map<?, ?>) item).get("name")).toList();
    }
}
