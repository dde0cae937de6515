package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.JsonColumns;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is stored of an agent is what is read of it, whichever release has written it. */
class StoredAgentTests extends RegistryStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final String namespace = "stored-" + UUID.randomUUID();

    @Test
    void keepsEveryFieldOfAnAgent() {
        JsonColumns.requireKept(entities, this::inTransaction, agent());
    }

    @Test
    void readsAnAgentThatAnEarlierReleaseHasWritten() {
        var api = new TestApi(client, TestCaller.in(namespace));
        String id = new Agents(api).register("old", "1.0.0", Map.of("endpoint", "https://one.example/"));
        jdbc.sql("""
                UPDATE agent SET
                    tags = CAST('{"team":"blue"}' AS jsonb),
                    resources = CAST('{"cpu":1.5,"memory":4000000000,"storage":0,"bandwidth":0}' AS jsonb),
                    instances = CAST('[{"id":"01980000-0000-7000-8000-000000000001",
                        "endpoint":"https://one.example/","status":"UNHEALTHY","statusReason":null,
                        "registeredAt":1767268800.123456000}]' AS jsonb)
                WHERE id = :id
                """).param("id", UUID.fromString(id)).update();

        String agent = body(api.get("/agents/" + id), String.class);

        assertThat(JsonPath.<Double>read(agent, "$.resources.cpu")).isEqualTo(1.5);
        assertThat(JsonPath.<Long>read(agent, "$.resources.memory")).isEqualTo(4_000_000_000L);
        assertThat(JsonPath.<String>read(agent, "$.instances[0].registeredAt")).isEqualTo(NOON.toString());
        assertThat(JsonPath.<String>read(agent, "$.instances[0].status")).isEqualTo("UNHEALTHY");
        assertThat(JsonPath.<String>read(agent, "$.tags.team")).isEqualTo("blue");
        assertThat(body(api.get("/agents/export"), String.class)).contains("4000000000");
    }

    @Test
    void readsEndpointsInTheSpellingOfAnEarlierRelease() {
        var api = new TestApi(client, TestCaller.in(namespace));
        String id = new Agents(api).register("spelled", "1.0.0", Map.of());
        jdbc.sql("""
                UPDATE agent SET endpoint = 'http://one.example#a',
                    instances = CAST('[{"id":"01980000-0000-7000-8000-000000000001",
                        "endpoint":"http://one.example#a","status":"HEALTHY","registeredAt":1767268800.1},
                        {"id":"01980000-0000-7000-8000-000000000002",
                        "endpoint":"http://one.example/","status":"HEALTHY","registeredAt":1767268800.1},
                        {"id":"01980000-0000-7000-8000-000000000003",
                        "endpoint":"http://two.example:80","status":"HEALTHY","registeredAt":1767268800.1}]' AS jsonb)
                WHERE id = :id
                """).param("id", UUID.fromString(id)).update();

        String changed = body(api.patch("/agents/" + id, 1, Map.of("model", "m")), String.class);

        assertThat(JsonPath.<String>read(changed, "$.endpoint")).isEqualTo("http://one.example/");
        assertThat(JsonPath.<List<String>>read(changed, "$.instances[*].endpoint"))
                .containsExactly("http://one.example/", "http://two.example/");
        for (String spelling : List.of("http://one.example", "http://two.example:80", "http://two.example/")) {
            api.post("/agents/" + id + "/heartbeat", Map.of("endpoint", spelling))
                    .expectStatus()
                    .isOk();
        }
        assertThat(JsonPath.<List<String>>read(body(api.get("/agents/" + id), String.class), "$.instances[*].id"))
                .containsExactly("01980000-0000-7000-8000-000000000001", "01980000-0000-7000-8000-000000000003");
        assertThat(jdbc.sql("SELECT count(*) FROM removed_instance WHERE agent_id = :id")
                        .param("id", UUID.fromString(id))
                        .query(Long.class)
                        .single())
                .as("removed: none that only changed its spelling")
                .isZero();
    }

    @Test
    void readsAnAgentThatALaterReleaseHasWritten() {
        var api = new TestApi(client, TestCaller.in(namespace));
        String id = new Agents(api).register("new", "1.0.0", Map.of());
        jdbc.sql("UPDATE agent SET resources = CAST('{\"cpu\":2.0,\"accelerators\":[\"x\"]}' AS jsonb) WHERE id = :id")
                .param("id", UUID.fromString(id))
                .update();

        assertThat(new Agents(api).get(id).get("resources"))
                .isEqualTo(Map.of("cpu", 2.0, "memory", 0, "storage", 0, "bandwidth", 0));
    }

    private void inTransaction(Runnable work) {
        Namespace.run(namespace, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private static Agent agent() {
        Agent agent = new Agent(
                UUID.randomUUID(),
                new RegisterAgentRequest(
                        "whole",
                        "1.0.0",
                        "Translates",
                        "blue-team",
                        AgentRole.SPECIALIST,
                        "languages",
                        List.of("translate"),
                        List.of("dictionary"),
                        "large-1",
                        "https://one.example/",
                        List.of("rest"),
                        4,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Map.of("team", "blue"),
                        new Resources(0.5, 4_000_000_000L, 1L << 50, 7),
                        UUID.randomUUID()),
                NOON);
        agent.addInstance(new Endpoint("https://two.example/"), NOON);
        agent.view()
                .instances()
                .forEach(instance -> agent.markInstance(instance.id(), InstanceStatus.UNHEALTHY, "silent"));
        return agent;
    }
}
