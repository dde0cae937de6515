package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.Together;
import io.agentplane.system.Api.Answer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents do what they may, spend what they are given and stop when they are told; and all of it is on record. */
@Tag("fault")
@ExtendWith(RunningCluster.class)
class GovernanceTests {

    /** Within this every gateway has heard of a change. */
    private static final Duration BINDING = Duration.ofSeconds(2);

    private static final Duration RECORDED = Duration.ofSeconds(60);

    /** A thousand callers that came each second would leave a service no processor to start on. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Duration HEALED = Duration.ofSeconds(120);

    private final String name = "governed-" + UUID.randomUUID();
    private LocalCluster cluster;
    private Api admin;

    @BeforeEach
    void asAdministrator(LocalCluster running) {
        cluster = running;
        admin = Api.administrator(running);
    }

    @Test
    void aPolicyBindsAtOnceAndShowsBeforeWhatItWouldChange() {
        String asked = question("transfer", 50);
        assertThat(admin.post("/policies/evaluate", asked).expect(200).<String>read("$.decision"))
                .isEqualTo("ALLOW");
        String draft = """
                {"name":"%s","action":"DENY","conditions":{"resource":"%s","amount_exceeds":10}}
                """.formatted(name, name);

        await().atMost(RECORDED).untilAsserted(() -> {
            Answer trial = admin.post("/policies/simulate", "{\"policies\":[{\"policy\":%s}]}".formatted(draft));
            assertThat(trial.expect(200).<List<String>>read("$.flips[?(@.action=='transfer')].to"))
                    .containsExactly("DENY");
        });
        String policy = admin.post("/policies", draft).expect(201).read("$.id");

        await().atMost(BINDING)
                .untilAsserted(
                        () -> assertThat(admin.post("/policies/evaluate", asked).<String>read("$.decision"))
                                .isEqualTo("DENY"));
        await().atMost(RECORDED)
                .untilAsserted(() -> assertThat(admin.get("/decisions?limit=500")
                                .<List<String>>read("$.items[?(@.policyId=='" + policy + "')].decision"))
                        .contains("DENY"));
    }

    @Test
    void anApprovalIsGivenByAnotherAndUsedOnce() throws Exception {
        Api other = admin.newPrincipal("SYSTEM_ADMIN");
        String policy =
                admin.post("/policies", """
                {"name":"%s","action":"REQUIRE_APPROVAL","conditions":{"resource":"%s"}}
                """.formatted(name, name)).expect(201).read("$.id");
        String asked = question("delete", 1);
        await().atMost(BINDING)
                .until(() -> admin.post("/policies/evaluate", asked)
                        .read("$.decision")
                        .equals("REQUIRE_APPROVAL"));
        String approval = admin.post("/policies/evaluate", asked).read("$.approvalId");
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> admin.get("/approvals/" + approval + "?wait=PT30S"));
        admin.post("/approvals/" + approval + "/approve", "{\"reason\":\"my own\"}")
                .expectProblem(403, "own-request");
        other.post("/approvals/" + approval + "/approve", "{\"reason\":\"checked\"}")
                .expect(200);
        assertThat(waiting.get().expect(200).<String>read("$.status")).isEqualTo("APPROVED");

        List<Answer> race = Together.run(8, caller -> admin.post("/policies/evaluate", asked));
        assertThat(race)
                .filteredOn(answer -> answer.expect(200).read("$.decision").equals("ALLOW"))
                .hasSize(1);
        assertThat(admin.post("/policies/evaluate", question("delete", 2)).<String>read("$.approvalId"))
                .isNotEqualTo(approval);
        admin.send(admin.request("/policies/" + policy)
                        .header("If-Match", "\"1\"")
                        .DELETE())
                .expectSuccess();
    }

    @Test
    void aStoppedAgentIsRefusedEverywhere() {
        String agent =
                admin.post("/agents", """
                {"name":"%s","version":"1","owner":"system-tests","capabilities":["%s"]}
                """.formatted(name, name)).expect(201).read("$.id");
        admin.post("/agents/" + agent + "/activate", "").expect(200);
        String task = admin.post("/tasks", """
                {"type":"stop","payload":{},"capabilities":["%s"]}
                """.formatted(name)).expect(201).read("$.id");
        String[] lease = new String[1];
        await().atMost(RECORDED).until(() -> {
            Answer claimed = claim(agent).expect(200);
            List<String> tokens = claimed.read("$[?(@.task.id=='" + task + "')].leaseToken");
            tokens.forEach(token -> lease[0] = token);
            return !tokens.isEmpty();
        });

        admin.put("/kill-switch/" + agent, "{\"reason\":\"runs wild\"}").expect(200);

        await().atMost(BINDING).untilAsserted(() -> claim(agent).expectProblem(403, "agent-killed"));
        admin.post("/agents/" + agent + "/heartbeat", "{}").expectProblem(403, "agent-killed");
        admin.post("/agents/" + agent + "/activate", "").expectProblem(403, "agent-killed");
        await().atMost(BINDING)
                .untilAsserted(() -> admin.post("/tasks/" + task + "/complete", """
                        {"leaseToken":"%s","result":{}}
                        """.formatted(lease[0]))
                        .expectProblem(403, "agent-killed"));
        assertThat(admin.post("/policies/evaluate", """
                        {"agentId":"%s","action":"anything"}
                        """.formatted(agent))
                        .expect(200)
                        .<String>read("$.policyId"))
                .isEqualTo("kill-switch");

        admin.delete("/kill-switch/" + agent).expectSuccess();
        await().atMost(BINDING)
                .untilAsserted(() ->
                        admin.post("/agents/" + agent + "/heartbeat", "{}").expect(200));
    }

    @Test
    void anAgentDoesOnlyWhatItsPermissionsCover() {
        String agent = UUID.randomUUID().toString();
        admin.put("/agents/" + agent + "/permissions", "\"0\"", """
                {"permissions":[{"action":"read","resource":"docs/*"}]}
                """).expectSuccess();

        await().atMost(BINDING)
                .untilAsserted(
                        () -> assertThat(evaluated(agent, "write", "docs/a")).isEqualTo("DENY"));
        assertThat(evaluated(agent, "read", "docs/a")).isEqualTo("ALLOW");
        assertThat(evaluated(agent, "read", "mail/a")).isEqualTo("DENY");
        assertThat(evaluated(UUID.randomUUID().toString(), "write", "docs/a")).isEqualTo("ALLOW");
    }

    private String evaluated(String agent, String action, String resource) {
        return admin.post("/policies/evaluate", """
                {"agentId":"%s","action":"%s","resource":"%s"}
                """.formatted(agent, action, resource))
                .expect(200)
                .read("$.decision");
    }

    @Test
    void aThousandCallersSpendNoMoreThanTheBudgetThoughTheServiceIsKilledMidway() throws Exception {
        String agent = UUID.randomUUID().toString();
        admin.put("/budgets/agent/" + agent, "\"0\"", """
                {"period":"YEAR","amount":5.00}
                """).expectSuccess();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();

        try (var callers = new Loops()) {
            for (int caller = 0; caller < 1_000; caller++) {
                callers.once(() -> answers.add(await().atMost(HEALED)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(RETRY)
                        .until(
                                () -> admin.post("/budget-reservations", """
                                {"agentId":"%s","amount":0.01,"ttl":"PT1H"}
                                """.formatted(agent)),
                                answer -> answer.status() == 201 || answer.status() == 402)));
            }
            await().atMost(HEALED).until(() -> answers.size() > 50);
            cluster.kill("policy");
            cluster.startPart("policy");
            await().atMost(HEALED).until(() -> answers.size() == 1_000);
            callers.stop();
        }

        long granted = answers.stream().filter(answer -> answer.status() == 201).count();
        assertThat(answers).hasSize(1_000);
        assertThat(granted).isBetween(51L, 500L);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(402, "budget-exhausted"));
        // What was reserved without an answer counts too; so all that is granted is there, and the limit is reached.
        assertThat(admin.get("/budgets/agent/" + agent)
                        .expect(200)
                        .<Number>read("$.reserved.amount")
                        .doubleValue())
                .isEqualTo(5.00);
    }

    @Test
    void everyAttemptIsOnRecordAndTamperingShows() throws Exception {
        String namespace = name;
        admin.post("/agents?namespace=" + namespace, """
                {"name":"recorded","version":"1","owner":"system-tests"}
                """).expect(201);
        admin.post("/agents?namespace=" + namespace, "{}").expectProblem(400, "invalid-request");
        String audit = "/audit?namespace=" + namespace + "&action=registerAgent";
        await().atMost(RECORDED)
                .untilAsserted(() -> assertThat(admin.get(audit).expect(200).<List<String>>read("$.items[*].outcome"))
                        .containsExactly("REFUSED", "ALLOWED"));
        assertThat(admin.get(audit).<List<String>>read("$.items[*].code")).containsExactly("invalid-request");
        assertThat(admin.get("/audit/verify?namespace=" + namespace).<Boolean>read("$.valid"))
                .isTrue();

        tamper("UPDATE audit.entry SET outcome = 'ALLOWED' WHERE number = 2 AND namespace = '" + namespace + "'");

        Answer verdict = admin.get("/audit/verify?namespace=" + namespace).expect(200);
        assertThat(verdict.<Boolean>read("$.valid")).isFalse();
        assertThat(verdict.<Integer>read("$.firstBroken.number")).isEqualTo(2);
    }

    private Answer claim(String agent) {
        return admin.post("/agents/" + agent + "/tasks/claim", "{\"max\":1,\"wait\":\"PT1S\"}");
    }

    private String question(String action, int amount) {
        return """
                {"agentId":"%s","action":"%s","resource":"%s","context":{"amount":%d}}
                """.formatted(name, action, name, amount);
    }

    /** As whoever owns the database could. */
    private void tamper(String sql) throws Exception {
        DataFolder data = ClusterOptions.temporary(RunningCluster.DATA).data();
        int port = new Ports(ClusterState.read(data).orElseThrow().ports()).of(PostgresServer.NAME);
        String url = new Database(data, port).url();
        try (Connection connection = DriverManager.getConnection(url, "postgres", data.password("postgres"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
