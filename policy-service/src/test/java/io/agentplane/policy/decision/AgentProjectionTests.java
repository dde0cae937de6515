package io.agentplane.policy.decision;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.OtherService;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Policies about agents hold for what the registry has told of them. */
class AgentProjectionTests extends PolicyStage {

    private static final String TOPIC = "agentplane.registry.agents.v1";

    @Autowired
    private EventCodec codec;

    @Autowired
    private DataSource database;

    private final UUID agent = UuidCreator.getTimeOrderedEpoch();
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("agents-" + UUID.randomUUID()));
        createPolicy(api, "team red stays out", Map.of("agent_tags", Map.of("team", "red")), "DENY");
        createPolicy(api, "team blue is asked", Map.of("agent_tags", Map.of("team", "blue")), "REQUIRE_APPROVAL");
    }

    @Test
    void knowsAnAgentByItsEvents() {
        OtherService.send(event(1, "red"));
        awaitOutcome(Outcome.DENY);

        OtherService.send(event(2, "blue"));
        awaitOutcome(Outcome.REQUIRE_APPROVAL);
    }

    @Test
    void passesOverWhatComesLate() {
        OtherService.send(event(3, "blue"), event(2, "red"), event(3, "blue"), event(1, "red"), event("last", "red"));
        await().untilAsserted(() -> assertThat(outcome("last")).isEqualTo(Outcome.DENY));

        assertThat(outcome(agent.toString())).isEqualTo(Outcome.REQUIRE_APPROVAL);
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        OtherService.send(event(1, "red"));
        awaitOutcome(Outcome.DENY);

        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));
        createPolicy(stranger, "team red stays out", Map.of("agent_tags", Map.of("team", "red")), "DENY");
        assertThat(outcome(stranger, agent.toString())).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void makesAnAgentsPrincipalInTheAgentsNamespaceOnly() {
        OtherService.send(event(1, "red"));
        awaitOutcome(Outcome.DENY);
        var principal = Map.of("name", "researcher", "kind", "AGENT", "agentId", agent);

        var unknown = Map.of("name", "nobody", "kind", "AGENT", "agentId", UUID.randomUUID());
        TestApi.expectProblem(api.post("/principals", unknown), 422, "agent-elsewhere");
        TestApi.expectProblem(
                api.as(TestCaller.in("strangers-" + UUID.randomUUID())).post("/principals", principal),
                422,
                "agent-elsewhere");
        api.post("/principals", principal).expectStatus().isCreated();
    }

    @Test
    void endsTheRightsOfAnAgentThatIsDecommissioned() {
        OtherService.send(event(1, "red"));
        String principal = create("mortal", agent);

        OtherService.send(event(agent.toString(), 2, "red", "DECOMMISSIONED"));

        await().untilAsserted(() -> assertThat(
                        body(api.get("/principals/" + principal), Map.class).get("enabled"))
                .isEqualTo(false));
        TestApi.expectProblem(api.put("/principals/" + principal, 2, Map.of("enabled", true)), 422, "agent-elsewhere");
        TestApi.expectProblem(
                api.post("/principals", Map.of("name", "heir", "kind", "AGENT", "agentId", agent)),
                422,
                "agent-elsewhere");
    }

    @Test
    void waitsAMomentForAnAgentThatIsToldOfSoon() {
        OtherService.send(event(1, "red"));

        api.post("/principals", Map.of("name", "early", "kind", "AGENT", "agentId", agent))
                .expectStatus()
                .isCreated();
    }

    @Test
    void repeatsTheAnswerAboutAnAgentsPrincipalWithoutAskingForTheAgent() throws Exception {
        UUID known = agent(api.caller().namespace());
        String id = create("once", known);

        try (Connection other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE agent IN ACCESS EXCLUSIVE MODE");
            var repeated = CompletableFuture.supplyAsync(() -> create("once", known), Thread::startVirtualThread);
            try {
                assertThat(repeated).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(id);
            } finally {
                other.rollback();
            }
        }
    }

    private String create(String key, UUID agentId) {
        return created(
                        api.request(HttpMethod.POST, "/principals")
                                .header("Idempotency-Key", key)
                                .body(Map.of("name", "repeated", "kind", "AGENT", "agentId", agentId))
                                .exchange(),
                        Map.class)
                .get("id")
                .toString();
    }

    private void awaitOutcome(Outcome outcome) {
        await().untilAsserted(() -> assertThat(outcome(agent.toString())).isEqualTo(outcome));
    }

    private Outcome outcome(String agentId) {
        return outcome(api, agentId);
    }

    private static Outcome outcome(TestApi api, String agentId) {
        return body(api.post("/policies/evaluate", Map.of("agentId", agentId, "action", "x")), DecisionView.class)
                .decision();
    }

    private ProducerRecord<String, byte[]> event(long revision, String team) {
        return event(agent.toString(), revision, team);
    }

    /** About another agent, but under the same key, so that it comes after the others. */
    private ProducerRecord<String, byte[]> event(String agentId, String team) {
        return event(agentId, 1, team);
    }

    private ProducerRecord<String, byte[]> event(String agentId, long revision, String team) {
        return event(agentId, revision, team, "ACTIVE");
    }

    private ProducerRecord<String, byte[]> event(String agentId, long revision, String team, String status) {
        Map<String, Object> state = Map.of(
                "id",
                agentId,
                "name",
                "researcher",
                "version",
                "1.0.0",
                "owner",
                "platform",
                "role",
                "worker",
                "status",
                status,
                "specialization",
                "search",
                "capabilities",
                List.of("search"),
                "tags",
                Map.of("team", team),
                "revision",
                revision);
        return codec.encode(new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                TOPIC,
                "agent-registered",
                "/registry-service",
                agent.toString(),
                api.caller().namespace(),
                revision,
                Instant.now(),
                null,
                codec.encodeState(state)));
    }
}
