package io.agentplane.registry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of heartbeats in the database; the replica is the test's own. */
class HeartbeatWritingTests {

    private final Replicas replicas = Replicas.of(RegistryService.class, "spring.kafka.listener.auto-startup=false");
    private final JdbcClient jdbc = replicas.database().jdbc();

    @Test
    void losesNoHeartbeatAtAnOrderlyStop() {
        try (Replica replica = replicas.start()) {
            TestApi api = replica.api(TestCaller.in("stopping"));
            List<String> agents = IntStream.range(0, 10)
                    .mapToObj(number -> new Agents(api)
                            .register("a" + number, "1", Map.of("endpoint", "http://a" + number + ".invalid/")))
                    .toList();
            for (int beat = 1; beat <= 5; beat++) {
                for (String agent : agents) {
                    api.post("/agents/" + agent + "/heartbeat", Map.of("load", 2 * beat))
                            .expectStatus()
                            .isOk();
                }
            }
        }

        assertThat(count("agent_heartbeat")).isEqualTo(10);
        assertThat(count("instance_heartbeat")).isEqualTo(10);
        assertThat(jdbc.sql("SELECT count(*) FROM shard_lease WHERE holder IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("and leaves its shards to others at once")
                .isZero();
    }

    @Test
    void writesTwiceASecondWithOneStatementHoweverManyCome() {
        try (Replica replica = replicas.start()) {
            execute("CREATE TABLE statement (at timestamptz NOT NULL DEFAULT clock_timestamp())");
            execute("""
                    CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN INSERT INTO statement DEFAULT VALUES; RETURN NULL; END $$
                    """);
            execute("""
                    CREATE TRIGGER counted AFTER INSERT ON agent_heartbeat
                    FOR EACH STATEMENT EXECUTE FUNCTION count_statement()
                    """);
            TestApi api = replica.api(TestCaller.in("busy"));
            List<String> agents = IntStream.range(0, 10)
                    .mapToObj(number -> new Agents(api).register("a" + number))
                    .toList();
            long begin = System.nanoTime();
            for (int beat = 1; beat <= 15; beat++) {
                agents.forEach(agent -> api.post("/agents/" + agent + "/heartbeat", Map.of("load", 10))
                        .expectStatus()
                        .isOk());
            }
            await().untilAsserted(() -> assertThat(count("agent_heartbeat")).isEqualTo(10));
            long halfSeconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 500;

            assertThat(jdbc.sql("SELECT count(*) FROM statement")
                            .query(Long.class)
                            .single())
                    .as("statements for 150 heartbeats in %d half seconds", halfSeconds)
                    .isBetween(1L, halfSeconds + 2);
        }
    }

    private void execute(String sql) {
        jdbc.sql(sql).update();
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE load = 10")
                .query(Long.class)
                .single();
    }
}
