package io.agentplane.registry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.registry.ActiveAgents;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How heartbeats are written to the database. */
class HeartbeatWritingTests extends HealthStage {

    @Autowired
    private Database testDatabase;

    @Test
    void losesNoHeartbeatAtAnOrderlyStop() {
        var replicas = Replicas.of(RegistryService.class, "spring.kafka.listener.auto-startup=false");
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

        JdbcClient database = replicas.database().jdbc();
        assertThat(database.sql("SELECT count(*) FROM agent_heartbeat WHERE load = 10")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);
        assertThat(database.sql("SELECT count(*) FROM instance_heartbeat WHERE load = 10")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);
        assertThat(database.sql("SELECT count(*) FROM shard_lease WHERE holder IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("and leaves its shards to others at once")
                .isZero();
    }

    @Test
    void writesTwiceASecondWithOneStatementHoweverManyCome() {
        List<String> many = new ActiveAgents(jdbc, api.caller().namespace()).store(10);
        // What other tests have left.
        intake.write();
        JdbcClient owner = testDatabase.asOwner();
        owner.sql("""
                CREATE TABLE statement (at timestamptz NOT NULL DEFAULT clock_timestamp());
                GRANT SELECT, INSERT ON statement TO PUBLIC;
                CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN INSERT INTO statement DEFAULT VALUES; RETURN NULL; END $$;
                CREATE TRIGGER counted AFTER INSERT ON agent_heartbeat
                FOR EACH STATEMENT EXECUTE FUNCTION count_statement()
                """).update();
        try {
            long begin = System.nanoTime();
            for (int beat = 1; beat <= 15; beat++) {
                many.forEach(agent -> beat(agent, Map.of("load", 10)));
            }
            await().untilAsserted(() -> assertThat(
                            count("agent_heartbeat JOIN agent ON id = agent_id WHERE load = 10 AND namespace = '"
                                    + api.caller().namespace() + "'"))
                    .isEqualTo(10));
            long halfSeconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 500;

            assertThat(count("statement"))
                    .as("statements for 150 heartbeats in %d half seconds", halfSeconds)
                    .isBetween(1L, halfSeconds + 2);
        } finally {
            owner.sql("DROP FUNCTION count_statement() CASCADE; DROP TABLE statement")
                    .update();
        }
    }

    private long count(String rows) {
        return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
    }
}
