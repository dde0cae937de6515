package io.agentplane.registry.drain;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.ReplicaStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two replicas end drains together; each drain ends once. */
class DrainTests extends ReplicaStage {

    private static final TestCaller CALLER = TestCaller.in("fleet");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static List<DrainWatch> watches;
    private static TestApi api;
    private static Agents agents;
    private static JdbcClient jdbc;

    @BeforeAll
    static void useBoth() {
        watches = Stream.of(one, other)
                .map(replica -> replica.bean(DrainWatch.class))
                .toList();
        api = one.api(CALLER);
        agents = new Agents(api);
        jdbc = REPLICAS.database().jdbc();
    }

    @Test
    void waitsForTheLastTaskAndDeactivatesOnce() {
        String id = drainingWithATask("busy", Duration.ofHours(1));
        String idle = agents.activate(agents.register("idle"));
        drain(idle, Duration.ofHours(1));

        awaitEnd(idle, "drained");
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");
        finishTasks(id);

        awaitEnd(id, "drained");
        List<?> history =
                (List<?>) body(api.get("/agents/" + id + "/events"), Map.class).get("items");
        assertThat(history)
                .extracting(entry -> ((Map<?, ?>) entry).get("type"))
                .filteredOn("agent-deactivated"::equals)
                .hasSize(1);
    }

    @Test
    void endsADrainWhoseTimeIsUpThoughTasksAreOpen() {
        String id = drainingWithATask("slow", Duration.ofMillis(100));

        awaitEnd(id, "the time to drain is up");
    }

    private static String drainingWithATask(String name, Duration timeout) {
        String id = agents.activate(agents.register(name));
        giveTask(id);
        drain(id, timeout);
        return id;
    }

    private static void drain(String id, Duration timeout) {
        api.post("/agents/" + id + "/drain", Map.of("timeout", timeout.toString()))
                .expectStatus()
                .isOk();
    }

    private static void awaitEnd(String id, String reason) {
        await().atMost(LIMIT).untilAsserted(() -> {
            // Sooner than the replicas do by themselves, and beside them.
            watches.parallelStream().forEach(DrainWatch::endDrains);
            assertThat(agents.get(id).get("status")).isEqualTo("INACTIVE");
        });
        assertThat(agents.get(id).get("statusReason")).isEqualTo(reason);
        assertThat(agents.get(id).get("drainUntil")).isNull();
    }

    private static void giveTask(String agent) {
        jdbc.sql("INSERT INTO agent_work (agent_id, completed, failed, open) VALUES (:agent, 0, 0, 1)")
                .param("agent", UUID.fromString(agent))
                .update();
    }

    private static void finishTasks(String agent) {
        jdbc.sql("UPDATE agent_work SET completed = open, open = 0 WHERE agent_id = :agent")
                .param("agent", UUID.fromString(agent))
                .update();
    }
}
