package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.registry.Agents.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.support.TransactionOperations;

/** Whose the names of agents are, and for how long. */
class AgentNamesTests extends RegistryStage {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    private String namespace;
    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        namespace = "names-" + UUID.randomUUID();
        api = new TestApi(client, TestCaller.in(namespace));
        agents = new Agents(api);
    }

    @Test
    void keepsANameForItsOwnerAndTransfersItWithAllVersions() {
        String first = agents.register("shared");
        String second = agents.register("shared", "2.0.0", Map.of());
        expectProblem(
                api.post("/agents", registration("shared", "3.0.0", Map.of("owner", "red-team"))),
                409,
                "name-owned-by-another");

        assertThat(body(api.post("/agents/" + first + "/transfer", Map.of("owner", "red-team")), Map.class)
                        .get("owner"))
                .isEqualTo("red-team");

        assertThat(agents.get(second).get("owner")).isEqualTo("red-team");
        agents.register("shared", "3.0.0", Map.of("owner", "red-team"));
        expectProblem(api.post("/agents", registration("shared", "4.0.0", Map.of())), 409, "name-owned-by-another");
    }

    @Test
    void transfersNothingToTheOwnerThatThereIs() {
        String id = agents.register("stays");
        Object revision = agents.get(id).get("revision");

        api.post("/agents/" + id + "/transfer", Map.of("owner", agents.get(id).get("owner")))
                .expectStatus()
                .isOk();

        assertThat(agents.get(id).get("revision")).isEqualTo(revision);
    }

    @Test
    void freesANameAfterItsEndAndAGraceTime() {
        String id = agents.register("mortal");
        agents.decommission(id);

        expectProblem(api.post("/agents", registration("mortal", "1.0.0", Map.of())), 409, "agent-already-registered");
        expectProblem(
                api.post("/agents", registration("mortal", "2.0.0", Map.of("owner", "red-team"))),
                409,
                "name-owned-by-another");
        letTimePass(Duration.ofDays(31));

        String heir = agents.register("mortal", "1.0.0", Map.of("owner", "red-team"));

        assertThat(heir).isNotEqualTo(id);
        assertThat(agents.get(id).get("status")).isEqualTo("DECOMMISSIONED");
        assertThat(agents.get(id).get("owner")).isEqualTo("blue-team");
    }

    @Test
    void endsAndTransfersAgentsThatChangeWhileTheirNameIsWaitedFor() {
        String id = agents.register("busy");

        ResponseSpec transferred = whileTheNameIsTaken(
                "busy",
                () -> api.post("/agents/" + id + "/transfer", Map.of("owner", "red-team")),
                () -> api.patch("/agents/" + id, 1, Map.of("model", "m")));
        assertThat(body(transferred, Map.class))
                .containsEntry("owner", "red-team")
                .containsEntry("model", "m");
        ResponseSpec ended = whileTheNameIsTaken(
                "busy",
                () -> api.delete("/agents/" + id),
                () -> api.post("/agents/" + id + "/instances", Map.of("endpoint", "https://one.example/")));
        assertThat((List<?>) body(ended, Map.class).get("instances")).hasSize(1);
    }

    /** Lets somebody wait for a name that is taken, and something else happen meanwhile. */
    private ResponseSpec whileTheNameIsTaken(
            String name, Supplier<ResponseSpec> waiting, Supplier<ResponseSpec> meanwhile) {
        CompletableFuture<ResponseSpec> answer = transaction.execute(status -> {
            jdbc.sql("SELECT 1 FROM agent_name WHERE namespace = :namespace AND name = :name FOR UPDATE")
                    .param("namespace", namespace)
                    .param("name", name)
                    .query(Integer.class)
                    .single();
            var asked = CompletableFuture.supplyAsync(waiting, Thread::startVirtualThread);
            await().atMost(PATIENCE).until(this::someoneWaitsForAName);
            meanwhile.get().expectStatus().is2xxSuccessful();
            return asked;
        });
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private boolean someoneWaitsForAName() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock'
                                AND query LIKE '%agent_name%')
                        """).query(Boolean.class).single();
    }

    /** Moves the ends of lives into the past, as far as the database's clock is concerned. */
    private void letTimePass(Duration time) {
        double seconds = time.toSeconds();
        jdbc.sql("UPDATE agent SET status_since = status_since - make_interval(secs => :seconds)")
                .param("seconds", seconds)
                .update();
        jdbc.sql("UPDATE agent_name SET free_at = free_at - make_interval(secs => :seconds)")
                .param("seconds", seconds)
                .update();
    }
}
