package io.agentplane.policy.permission;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.access.AccessEvent;
import io.agentplane.policy.engine.AgentPermission;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class AgentPermissionsIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private final UUID agent = UUID.randomUUID();
    private final String path = "/agents/" + agent + "/permissions";
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("permissions-" + UUID.randomUUID()));
    }

    @Test
    void denyWhatNoPairCoversBeforeAnyPolicyIsAsked() {
        createPolicy(api, "all of it", Map.of("action", "write"), "ALLOW");
        assertThat(decision(agent.toString(), "write", "db/mail")).containsEntry("decision", "ALLOW");

        grant(0, pair("write", "db/orders/*"));

        Map<String, Object> refused = decision(agent.toString(), "write", "db/mail");
        assertThat(refused).containsEntry("decision", "DENY").containsEntry("policyId", "agent-permissions");
        assertThat(refused.get("explanation").toString()).contains("None of the agent's permissions covers");
        assertThat(decision(agent.toString(), "write", "db/orders/7")).containsEntry("decision", "ALLOW");
        assertThat(decision(agent.toString().toUpperCase(Locale.ROOT), "read", null))
                .containsEntry("decision", "DENY");
        assertThat(decision(UUID.randomUUID().toString(), "read", null)).containsEntry("decision", "ALLOW");
        assertThat(decision("no-uuid", "read", null)).containsEntry("decision", "ALLOW");
    }

    @Test
    void leaveToThePoliciesWhatAPairCovers() {
        createPolicy(api, "not this", Map.of("resource", "db/orders/7"), "DENY");
        grant(0, pair("*", "*"));

        assertThat(decision(agent.toString(), "write", "db/orders/7"))
                .containsEntry("decision", "DENY")
                .extractingByKey("policyId")
                .isNotEqualTo("agent-permissions");
        assertThat(decision(agent.toString(), "read", null)).containsEntry("decision", "ALLOW");
    }

    @Test
    void bindInABatch() {
        grant(0, pair("read", "*"));

        api.post(
                        "/policies/evaluate-batch",
                        Map.of(
                                "requests",
                                List.of(
                                        Map.of("agentId", agent, "action", "read"),
                                        Map.of("agentId", agent, "action", "write"),
                                        Map.of("agentId", UUID.randomUUID(), "action", "write"))))
                .expectBody()
                .jsonPath("$.items[*].decision")
                .isEqualTo(List.of("ALLOW", "DENY", "ALLOW"));
    }

    @Test
    void bindNoMoreOnceDeletedAndGoOnCounting() {
        AgentPermissionsView granted = grant(0, pair("read", "*"));
        assertThat(granted)
                .isEqualTo(new AgentPermissionsView(
                        agent, api.caller().namespace(), List.of(new AgentPermission("read", "*")), null, 1));
        assertThat(body(api.get(path), AgentPermissionsView.class)).isEqualTo(granted);

        api.delete(path, 1).expectStatus().isNoContent();

        assertThat(decision(agent.toString(), "write", null)).containsEntry("decision", "ALLOW");
        expectProblem(api.get(path), 404, "agent-permissions-not-found");
        expectProblem(api.delete(path, 2), 404, "agent-permissions-not-found");
        expectProblem(api.put(path, 2, Map.of("permissions", List.of())), 412, "revision-stale");
        assertThat(grant(0).revision()).isEqualTo(3);
        assertThat(decision(agent.toString(), "read", null)).containsEntry("decision", "DENY");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(events())
                        .extracting(AgentPermissionsView::deleted)
                        .containsExactly(null, true, null));
    }

    @Test
    void wantTheRevisionThatWasRead() {
        grant(0, pair("read", "*"));

        expectProblem(api.put(path, Map.of("permissions", List.of())), 428, "revision-required");
        expectProblem(api.put(path, 0, Map.of("permissions", List.of())), 412, "revision-stale");
        expectProblem(api.delete(path, 5), 412, "revision-stale");
        assertThat(grant(1, pair("write", "*")).revision()).isEqualTo(2);
    }

    /** Each question is compared with all of them: 468 of 64 characters between stars cost 55 ms, 500 times in a batch. */
    @Test
    void haveNoMorePatternsThanCanBeComparedWithEveryQuestion() {
        expectProblem(api.put(path, 0, permissions(33, "*" + "a".repeat(61) + "%02d*")), 400, "invalid-request");
        expectProblem(api.put(path, 0, permissions(3, "*%d" + "*".repeat(700))), 400, "invalid-request");

        api.put(path, 0, permissions(200, "a".repeat(400) + "%d"))
                .expectStatus()
                .isOk();
        api.put(path, 1, permissions(200, "a".repeat(400) + "%d/*"))
                .expectStatus()
                .isOk();
        api.put(path, 2, permissions(200, "*/%d" + "a".repeat(400)))
                .expectStatus()
                .isOk();
        api.put(path, 3, permissions(33, "*" + "a".repeat(59) + "%02d*"))
                .expectStatus()
                .isOk();
    }

    private static Map<String, Object> permissions(int number, String resource) {
        return Map.of(
                "permissions",
                IntStream.range(0, number)
                        .mapToObj(each -> pair("act", resource.formatted(each)))
                        .toList());
    }

    @Test
    void areBounded() {
        Map<String, String> pair = pair("read", "*");

        expectProblem(api.put(path, 0, Map.of("permissions", Collections.nCopies(1001, pair))), 400, "invalid-request");
        assertThat(body(
                                api.put(path, 0, Map.of("permissions", Collections.nCopies(1000, pair))),
                                AgentPermissionsView.class)
                        .permissions())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | permissions
            {"permissions":[{"action":"read"}]}                       | permissions[0].resource
            {"permissions":[{"action":" ","resource":"*"}]}           | permissions[0].action
            {"permissions":[{"action":"a","resource":"docs/../*"}]}   | permissions[0].resource
            {"permissions":[null]}                                    | permissions[0]
            """)
    void refuseBadInput(String request, String field) {
        api.put(path, 0, request)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .value(String.class, named -> assertThat(named).startsWith(field));
    }

    @Test
    void areNothingToAnotherNamespace() {
        grant(0, pair("read", "*"));
        TestApi stranger = api.as(TestCaller.in("strangers"));

        expectProblem(stranger.get(path), 404, "agent-permissions-not-found");
        expectProblem(stranger.delete(path, 1), 404, "agent-permissions-not-found");
        assertThat(body(stranger.post("/policies/evaluate", Map.of("agentId", agent, "action", "write")), Map.class)
                        .get("decision"))
                .isEqualTo("ALLOW");
    }

    @Test
    void areAskedForByAnAgentForItselfOnly() {
        TestApi itself = api.as(api.caller().asAgent(agent.toString()));
        String inCapitals = agent.toString().toUpperCase(Locale.ROOT);

        itself.post("/policies/evaluate", Map.of("agentId", inCapitals, "action", "read"))
                .expectStatus()
                .isOk();
        expectProblem(
                itself.post("/policies/evaluate", Map.of("agentId", UUID.randomUUID(), "action", "read")),
                403,
                "agent-mismatch");
        expectProblem(
                itself.post(
                        "/policies/evaluate-batch",
                        Map.of(
                                "requests",
                                List.of(
                                        Map.of("agentId", agent, "action", "read"),
                                        Map.of("agentId", "someone", "action", "read")))),
                403,
                "agent-mismatch");
    }

    @SafeVarargs
    private AgentPermissionsView grant(long read, Map<String, String>... pairs) {
        return body(api.put(path, read, Map.of("permissions", List.of(pairs))), AgentPermissionsView.class);
    }

    private static Map<String, String> pair(String action, String resource) {
        return Map.of("action", action, "resource", resource);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> decision(String agentId, String action, String resource) {
        Map<String, String> question = resource == null
                ? Map.of("agentId", agentId, "action", action)
                : Map.of("agentId", agentId, "action", action, "resource", resource);
        return body(api.post("/policies/evaluate", question), Map.class);
    }

    private List<AgentPermissionsView> events() {
        return topic.messagesOf("agent-permissions/" + api.caller().namespace() + "/" + agent).stream()
                .map(message ->
                        codec.decode(message, AgentPermissionsView.class).state())
                .toList();
    }
}
