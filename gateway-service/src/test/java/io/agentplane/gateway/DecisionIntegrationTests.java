package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.evaluation.DecisionMade;
import io.agentplane.policy.evaluation.Outcome;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two gateways that decide by what events have told them. */
@Tag("replica")
@ExtendWith(TwoGateways.Shared.class)
class DecisionIntegrationTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private static TestGateway one;
    private static TestGateway other;

    private final JsonMapper json = new JsonMapper();
    private final String run = UUID.randomUUID().toString();
    private final String namespace = "decision-" + run;
    private final String key = "ap_" + run;
    private final String agent = "agent-" + run;
    private AccessEvents access;
    private PolicyEvents events;

    @BeforeAll
    static void useTwo(TwoGateways shared) {
        one = shared.one();
        other = shared.other();
    }

    @BeforeEach
    void someone() {
        access = new AccessEvents(one.codec());
        access.principal(run, namespace, List.of("messages:route", "agents:describe"), true, 1);
        access.apiKey(run, run, key, null, null, 1);
        events = new PolicyEvents(access, namespace);
        await().until(() -> one.decision(key, agent, "x").equals("ALLOW")
                && other.decision(key, agent, "x").equals("ALLOW"));
    }

    @AfterEach
    void done() {
        access.close();
    }

    @Test
    void answersAsThePolicyServiceDoes() throws Exception {
        JsonNode contract =
                json.readTree(Files.readAllBytes(Path.of("..", "contracts", "decisions", "questions.json")));
        Map<String, String> names = new HashMap<>();
        for (JsonNode policy : contract.get("policies")) {
            String id = UUID.randomUUID().toString();
            names.put(id, policy.get("name").stringValue());
            events.policy(id, 1, json.convertValue(policy, Map.class));
        }
        for (JsonNode registered : contract.get("agents")) {
            events.agent(registered.get("id").stringValue() + "-" + run, 1, json.convertValue(registered, Map.class));
        }
        events.otherwise(contract.get("default").stringValue(), 1);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (JsonNode question : contract.get("questions")) {
                assertThat(answer(question.get("question"), names))
                        .as(question.get("title").stringValue())
                        .isEqualTo(question.get("answer"));
            }
        });
    }

    private JsonNode answer(JsonNode question, Map<String, String> names) throws Exception {
        ObjectNode asked = (ObjectNode) question.deepCopy();
        asked.put("agentId", asked.get("agentId").stringValue() + "-" + run);
        ObjectNode answer = (ObjectNode)
                json.readTree(one.post("/policies/evaluate", key, asked).body());
        if (answer.has("errors")) {
            answer.retain("errors");
        }
        answer.remove("decisionId");
        String named = answer.toString();
        for (Map.Entry<String, String> policy : names.entrySet()) {
            named = named.replace(policy.getKey(), policy.getValue());
        }
        return json.readTree(named);
    }

    @Test
    void takesNobodysWordForWhatAnAgentIsWhoMayNotSayIt() throws Exception {
        Map<String, Object> question = Map.of("agentId", agent, "action", "x", "agent", Map.of("role", "guardian"));
        String routing = "ap_" + UUID.randomUUID();
        String router = UUID.randomUUID().toString();
        access.principal(router, namespace, List.of("messages:route"), true, 1);
        access.apiKey(UUID.randomUUID().toString(), router, routing, null, null, 1);
        String itself = "ap_" + UUID.randomUUID();
        String principal = UUID.randomUUID().toString();
        access.agent(principal, agent, namespace, List.of("messages:route", "agents:describe"));
        access.apiKey(UUID.randomUUID().toString(), principal, itself, null, null, 1);
        await().until(() -> one.decision(routing, agent, "x").equals("ALLOW")
                && one.decision(itself, agent, "x").equals("ALLOW"));

        assertThat(one.post("/policies/evaluate", key, question).statusCode()).isEqualTo(200);
        for (String other : List.of(routing, itself)) {
            assertThat(one.post("/policies/evaluate", other, question).body()).contains("permission-missing");
            assertThat(one.post("/policies/evaluate-batch", other, Map.of("requests", List.of(question)))
                            .body())
                    .contains("permission-missing");
        }
    }

    @Test
    void bindsAChangeOnBothGatewaysWithinTwoSeconds() {
        String policy = UUID.randomUUID().toString();
        expect("ALLOW");

        events.policy(policy, Map.of("action", "x"), "DENY");
        expect("DENY");

        events.policy(policy, 3, Map.of("action", "DENY", "conditions", Map.of("action", "y")));
        expect("ALLOW");
        events.policy(policy, 2, Map.of("action", "DENY", "conditions", Map.of("action", "x")));
        events.otherwise("DENY", 1);
        expect("DENY");
        events.otherwise("ALLOW", 2);
        expect("ALLOW");

        events.policy(policy, 4, Map.of("action", "DENY"));
        expect("DENY");
        events.policy(policy, 5, Map.of("action", "DENY", "deleted", true));
        expect("ALLOW");
    }

    @Test
    void decidesByTheLatestThatTheRegistryTold() {
        events.policy(UUID.randomUUID().toString(), Map.of("agent_tags", Map.of("team", "red")), "DENY");
        events.agent(agent, 1, Map.of("tags", Map.of("team", "red")));
        expect("DENY");

        events.agent(agent, 3, Map.of("tags", Map.of("team", "blue")));
        expect("ALLOW");

        events.agent(agent, 2, Map.of("tags", Map.of("team", "red")));
        events.agent(agent, 4, Map.of("tags", Map.of("team", "red")));
        expect("DENY");
    }

    @Test
    void tellsThePolicyServiceWhatItDecidedAndByWhat() throws Exception {
        String policy = UUID.randomUUID().toString();
        events.policy(policy, Map.of("action", "steal"), "DENY");
        events.agent(agent, 1, Map.of("owner", "sales"));
        await().until(() -> one.decision(key, "someone-else", "steal").equals("DENY"));
        Map<String, Object> question =
                Map.of("agentId", agent, "action", "steal", "resource", "gold", "context", Map.of("amount", 3));

        HttpResponse<String> answer = one.post("/policies/evaluate", key, question);

        String id = JsonPath.read(answer.body(), "$.decisionId");
        try (var topic = TestTopic.of(DecisionMade.TOPIC)) {
            // A topic that isn't there yet can't be read.
            await().ignoreException(IllegalStateException.class)
                    .untilAsserted(() -> assertThat(topic.messagesOf(agent).stream()
                                    .map(message -> one.codec()
                                            .decode(message, DecisionMade.class)
                                            .state())
                                    .filter(made ->
                                            made.decision().id().toString().equals(id)))
                            .singleElement()
                            .satisfies(made -> {
                                assertThat(made.namespace()).isEqualTo(namespace);
                                assertThat(made.decision().decision()).isEqualTo(Outcome.DENY);
                                assertThat(made.decision().policyId()).isEqualTo(policy);
                                assertThat(made.decision().resource()).isEqualTo("gold");
                                assertThat(made.decision().context()).hasToString("{amount=3}");
                                assertThat(String.valueOf(made.decision().agent()))
                                        .contains("owner=sales");
                            }));
        }
    }

    /** More than there are threads; each is told to go on once its body is waited for. */
    @Test
    void answersOthersWhileManySendTheirQuestionsSlowly() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int sender = 0; sender < 80; sender++) {
                Socket socket = one.connect();
                slow.add(socket);
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write("""
                        POST /api/v1/policies/evaluate HTTP/1.1\r
                        Host: gateway\r
                        Authorization: Bearer %s\r
                        Content-Type: application/json\r
                        Content-Length: 1000\r
                        Expect: 100-continue\r
                        \r
                        """.formatted(key).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 100");
            }

            assertThat(one.decision(key, agent, "x")).isEqualTo("ALLOW");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void knowsNothingOfAnotherNamespace() {
        PolicyEvents elsewhere = new PolicyEvents(access, "elsewhere-" + run);
        elsewhere.policy(UUID.randomUUID().toString(), Map.of(), "DENY");
        elsewhere.agent(agent, 1, Map.of("owner", "enemy"));
        events.policy(UUID.randomUUID().toString(), Map.of("agent.owner", "enemy"), "DENY");
        events.policy(UUID.randomUUID().toString(), Map.of("action", "marker"), "DENY");
        await().until(() -> one.decision(key, agent, "marker").equals("DENY"));

        assertThat(one.decision(key, agent, "x")).isEqualTo("ALLOW");
    }

    @Test
    void deniesAStoppedAgentEverything() throws Exception {
        access.killSwitch(namespace, agent, true, "runs wild", 1);
        expect("DENY");

        HttpResponse<String> answer = one.post("/policies/evaluate", key, Map.of("agentId", agent, "action", "x"));
        assertThat(JsonPath.<String>read(answer.body(), "$.policyId")).isEqualTo("kill-switch");
        assertThat(JsonPath.<String>read(answer.body(), "$.explanation[0].policyName"))
                .isEqualTo("runs wild");
    }

    @Test
    void deniesEverythingWhereAPolicyCannotBeReadOrCompiled() {
        String policy = UUID.randomUUID().toString();
        events.policy(policy, 1, Map.of("action", "FORBID_LATER"));
        expect("DENY");
        events.policy(policy, 2, Map.of("action", "DENY", "conditions", Map.of("action", "y")));
        expect("ALLOW");

        events.policy(policy, 3, Map.of("action", "DENY", "conditions", Map.of("cost_exceeds", "dear")));
        expect("DENY");
        events.policy(policy, 4, Map.of("action", "DENY", "deleted", true));
        expect("ALLOW");

        events.otherwise("PERHAPS", 1);
        expect("DENY");
        events.otherwise("ALLOW", 2);
        expect("ALLOW");
    }

    private void expect(String decision) {
        await().atMost(AT_MOST)
                .until(() -> one.decision(key, agent, "x").equals(decision)
                        && other.decision(key, agent, "x").equals(decision));
    }
}
