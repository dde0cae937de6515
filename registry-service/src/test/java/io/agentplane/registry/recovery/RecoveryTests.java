package io.agentplane.registry.recovery;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.AgentApprovers;
import io.agentplane.registry.Agents;
import io.agentplane.registry.FakeEndpoint;
import io.agentplane.registry.agent.AgentLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What is done for degraded agents, step by step. */
@ServiceTest
class RecoveryTests {

    private static final AgentApprovers APPROVERS = new AgentApprovers();
    private static final Duration LONG = Duration.ofSeconds(20);

    @Autowired
    private RestTestClient client;

    @Autowired
    private AgentLifecycle lifecycle;

    @Autowired
    private JdbcClient jdbc;

    private TestApi api;
    private Agents agents;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("agentplane.registry.config-url", APPROVERS::url);
        registry.add("agentplane.registry.policy-url", APPROVERS::url);
        registry.add("agentplane.registry.health.probe.interval", () -> "1h");
        registry.add("agentplane.registry.health.probe.allowed-networks", () -> "127.0.0.1");
        registry.add("agentplane.registry.recovery.poll-interval", () -> "50ms");
        registry.add("agentplane.registry.recovery.first-backoff", () -> "20ms");
        registry.add("agentplane.registry.recovery.handover-timeout", () -> "400ms");
        registry.add("agentplane.registry.recovery.attempts", () -> "2");
        registry.add("agentplane.registry.recovery.backup-attempts", () -> "2");
        registry.add("spring.kafka.listener.auto-startup", () -> "false");
    }

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        APPROVERS.answer(AgentApprovers.VALID, AgentApprovers.ALLOW, 200);
        api = new TestApi(client, TestCaller.in("recovery-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void handsOverActivatesTheBackupLeavesTheClustersAndTries() {
        String backup = agents.register("backup");
        String id = agents.activate(agents.register("fragile", "1", Map.of("backupAgentId", backup)));
        String cluster = cluster(id);
        degrade(id);

        awaitStatus(id, "GIVEN_UP");

        assertThat(outcomes(id))
                .containsExactly(
                        "TASK_HANDOVER 1 DONE",
                        "BACKUP_ACTIVATION 1 DONE",
                        "CLUSTER_DEPARTURE 1 DONE",
                        "RECOVERY_ATTEMPTS 1 FAILED",
                        "RECOVERY_ATTEMPTS 2 MISSED");
        assertThat(events(id))
                .containsExactly(
                        "agent-registered",
                        "agent-activated",
                        "agent-degraded",
                        "agent-tasks-handed-over",
                        "agent-backup-activated",
                        "agent-left-clusters",
                        "agent-recovery-attempted",
                        "agent-recovery-attempted",
                        "agent-recovery-given-up");
        assertThat(agents.get(id).get("status")).isEqualTo("DEGRADED");
        assertThat(agents.get(id).get("revision")).isEqualTo(9);
        assertThat(agents.get(backup).get("status")).isEqualTo("ACTIVE");
        assertThat(body(api.get("/clusters/" + cluster), Map.class).get("memberIds"))
                .isEqualTo(List.of());
    }

    @Test
    void endsWithAHeartbeatAlsoWhenItWasGivenUp() {
        String id = agents.activate(agents.register("late"));
        degrade(id);
        awaitStatus(id, "GIVEN_UP");

        api.post("/agents/" + id + "/heartbeat").expectStatus().isOk();

        awaitStatus(id, "RECOVERED");
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");
        assertThat(recovery(id)).doesNotContainKey("nextAt");
    }

    @Test
    void takesAnAgentBackWhoseEndpointAnswers() {
        try (var endpoint = new FakeEndpoint()) {
            String id = agents.activate(agents.register("alive", "1", Map.of("endpoint", endpoint.url())));
            degrade(id);

            awaitStatus(id, "RECOVERED");

            assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");
            assertThat(outcomes(id)).endsWith("RECOVERY_ATTEMPTS 1 DONE");
            assertThat(events(id)).endsWith("agent-recovery-attempted", "agent-recovered");
        }
    }

    @Test
    void goesOnWithoutABackupThatMayNotWork() {
        String backup = agents.register("forbidden");
        String id = agents.activate(agents.register("fragile", "1", Map.of("backupAgentId", backup)));
        APPROVERS.answer(AgentApprovers.VALID, AgentApprovers.decision("DENY"), 200);
        degrade(id);

        awaitStatus(id, "GIVEN_UP");

        assertThat(outcomes(id))
                .contains("BACKUP_ACTIVATION 1 FAILED", "BACKUP_ACTIVATION 2 MISSED", "CLUSTER_DEPARTURE 1 DONE");
        assertThat(recovery(id).toString()).contains("policy-denied: A policy forbids");
        assertThat(events(id)).contains("agent-recovery-step-missed").doesNotContain("agent-backup-activated");
        assertThat(agents.get(backup).get("status")).isEqualTo("REGISTERED");
    }

    @Test
    void takesABackupThatIsDegradedItselfForNoHelp() {
        String backup = agents.activate(agents.register("weak"));
        String id = agents.activate(agents.register("fragile", "1", Map.of("backupAgentId", backup)));
        degrade(backup);
        degrade(id);

        awaitStatus(id, "GIVEN_UP");

        assertThat(outcomes(id))
                .contains("BACKUP_ACTIVATION 1 FAILED", "BACKUP_ACTIVATION 2 MISSED", "CLUSTER_DEPARTURE 1 DONE");
        assertThat(agents.get(backup).get("status")).isEqualTo("DEGRADED");
    }

    @Test
    void goesOnWhenThoseWhoMustAgreeRefuseToBeAsked() {
        String backup = agents.register("unasked");
        String id = agents.activate(agents.register("fragile", "1", Map.of("backupAgentId", backup)));
        APPROVERS.answer("{}", "{}", 401);
        degrade(id);

        awaitStatus(id, "GIVEN_UP");

        assertThat(outcomes(id)).contains("BACKUP_ACTIVATION 2 MISSED", "CLUSTER_DEPARTURE 1 DONE");
    }

    @Test
    void waitsForTheHandOverOnlySoLong() {
        String id = agents.activate(agents.register("busy"));
        jdbc.sql("INSERT INTO agent_work (agent_id, completed, failed, open) VALUES (:agent, 0, 0, 3)")
                .param("agent", UUID.fromString(id))
                .update();
        degrade(id);

        awaitStatus(id, "GIVEN_UP");

        assertThat(outcomes(id)).startsWith("TASK_HANDOVER 1 MISSED", "BACKUP_ACTIVATION 1 SKIPPED");
    }

    @Test
    void beginsAnewWithEachDegradation() {
        String id = agents.activate(agents.register("unlucky"));
        degrade(id);
        awaitStatus(id, "GIVEN_UP");
        api.post("/agents/" + id + "/heartbeat").expectStatus().isOk();
        awaitStatus(id, "RECOVERED");

        degrade(id);

        awaitStatus(id, "GIVEN_UP");
        assertThat(outcomes(id)).hasSize(5);
    }

    @Test
    void isCalledOffWithTheAgent() {
        String id = agents.activate(agents.register("leaver"));
        jdbc.sql("INSERT INTO agent_work (agent_id, completed, failed, open) VALUES (:agent, 0, 0, 3)")
                .param("agent", UUID.fromString(id))
                .update();
        degrade(id);
        agents.deactivate(id);

        awaitStatus(id, "CALLED_OFF");
    }

    @Test
    void showsNothingOfWhatWasNeverDegradedOrIsAnothers() {
        String id = agents.activate(agents.register("sound"));

        expectProblem(api.get("/agents/" + id + "/recovery"), 404, "recovery-not-found");
        degrade(id);
        expectProblem(api.as(TestCaller.in("foreign")).get("/agents/" + id + "/recovery"), 404, "agent-not-found");
    }

    private void degrade(String id) {
        Namespace.run(
                api.caller().namespace(),
                () -> assertThat(lifecycle.degrade(UUID.fromString(id), "broken"))
                        .isTrue());
    }

    private String cluster(String member) {
        return TestApi.created(
                        api.post("/clusters", Map.of("name", "c", "purpose", "test", "memberIds", List.of(member))),
                        Map.class)
                .get("id")
                .toString();
    }

    private void awaitStatus(String id, String status) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(recovery(id).get("status")).isEqualTo(status));
    }

    private Map<String, Object> recovery(String id) {
        @SuppressWarnings("unchecked")
        Map<String, Object> recovery = body(api.get("/agents/" + id + "/recovery"), Map.class);
        return recovery;
    }

    private List<String> outcomes(String id) {
        return ((List<?>) recovery(id).get("outcomes"))
                .stream()
                        .<Map<?, ?>>map(outcome -> (Map<?, ?>) outcome)
                        .map(outcome ->
                                outcome.get("step") + " " + outcome.get("attempt") + " " + outcome.get("outcome"))
                        .toList();
    }

    private List<String> events(String id) {
        return jdbc.sql("SELECT type FROM agent_event WHERE agent_id = :agent ORDER BY number")
                .param("agent", UUID.fromString(id))
                .query(String.class)
                .list();
    }
}
