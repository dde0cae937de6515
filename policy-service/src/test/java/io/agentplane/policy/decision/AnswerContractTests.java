package io.agentplane.policy.decision;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.OtherService;
import io.agentplane.policy.PolicyStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions and the answers that were reviewed, in {@code contracts/decisions}; the gateway is held to the same ones. With
 * {@code -Dcontracts.update=true} the answers are written anew.
 */
class AnswerContractTests extends PolicyStage {

    private static final Path CONTRACT = Path.of("..", "contracts", "decisions", "questions.json");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    private final String run = UUID.randomUUID().toString();
    private final Map<String, String> names = new HashMap<>();
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("answers-" + run));
    }

    @Test
    void answersAsReviewed() throws IOException {
        ObjectNode contract = (ObjectNode) json.readTree(Files.readAllBytes(CONTRACT));
        contract.get("policies").forEach(this::create);
        api.put("/policies/default", 0, Map.of("decision", contract.get("default")))
                .expectStatus()
                .isOk();
        contract.get("agents").forEach(this::register);

        ArrayNode questions = (ArrayNode) contract.get("questions");
        ArrayNode answered = questions.deepCopy();
        answered.forEach(question -> ((ObjectNode) question).set("answer", answer(question.get("question"))));

        if (Boolean.getBoolean("contracts.update")) {
            contract.set("questions", answered);
            Files.writeString(CONTRACT, json.writerWithDefaultPrettyPrinter().writeValueAsString(contract) + "\n");
        }
        assertThat(answered)
                .isEqualTo(json.readTree(Files.readAllBytes(CONTRACT)).get("questions"));
    }

    private void create(JsonNode policy) {
        Map<?, ?> created = TestApi.created(api.post("/policies", policy), Map.class);
        names.put(String.valueOf(created.get("id")), policy.get("name").stringValue());
    }

    private void register(JsonNode agent) {
        String id = unique(agent.get("id"));
        OtherService.send(codec.encode(new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                "agentplane.registry.agents.v1",
                "agent-registered",
                "/registry-service",
                id,
                api.caller().namespace(),
                1,
                Instant.now(),
                null,
                codec.encodeState(((ObjectNode) agent.deepCopy()).put("id", id)))));
        String owner = agent.get("owner").stringValue();
        await().until(() -> owner.equals(ownerOf(id)));
    }

    /** As the decision log shows it. */
    private Object ownerOf(String id) {
        api.post("/policies/evaluate", Map.of("agentId", id, "action", "probe"));
        Map<?, ?> page = body(api.get("/decisions?limit=1&agentId=" + id), Map.class);
        return page.get("items").toString().contains("owner=")
                ? page.get("items").toString().replaceAll("(?s).*owner=([^,}]*).*", "$1")
                : "";
    }

    private JsonNode answer(JsonNode question) {
        ObjectNode asked = (ObjectNode) question.deepCopy();
        asked.put("agentId", unique(question.get("agentId")));
        ObjectNode answer = (ObjectNode) json.readTree(Objects.requireNonNull(api.post("/policies/evaluate", asked)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
        if (answer.has("errors")) {
            return json.createObjectNode().set("errors", answer.get("errors"));
        }
        answer.remove("decisionId");
        return json.readTree(named(answer.toString()));
    }

    /** Ids differ from run to run, names don't. */
    private String named(String answer) {
        String named = answer;
        for (Map.Entry<String, String> policy : names.entrySet()) {
            named = named.replace(policy.getKey(), policy.getValue());
        }
        return named;
    }

    private String unique(JsonNode id) {
        return id.stringValue() + "-" + run;
    }
}
