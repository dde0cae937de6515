package io.agentplane.registry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.registry.ActiveAgents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is silent for too long, and who comes back. Time passes by moving what is stored into the past. */
class SilenceTests extends HealthStage {

    private static final String FIRST = "http://first.invalid/";
    private static final String SECOND = "http://second.invalid/";

    /** A recovery goes on meanwhile; what it does is shown elsewhere. */
    private static final Set<String> RECOVERY_STEPS = Set.of("agent-tasks-handed-over", "agent-left-clusters");

    @Autowired
    private Database database;

    @Autowired
    SilenceWatch watch;

    @BeforeEach
    void haveListenedForLong() {
        jdbc.sql("UPDATE shard_lease SET watched_since = now() - interval '1 day'")
                .update();
    }

    @Test
    void degradesAnActiveAgentAfterFiveMinutesOfSilenceAndTakesItBack() {
        String id = agents.activate(agents.register("quiet"));
        beatAndAwait(id, Map.of());
        pass(id, "4 minutes 50 seconds");
        watch.sweep();
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");

        pass(id, "11 seconds");
        watch.sweep();
        watch.sweep();

        assertThat(agents.get(id).get("status")).isEqualTo("DEGRADED");
        assertThat(agents.get(id).get("statusReason")).isEqualTo("No heartbeat for more than PT5M");
        assertThat(beat(id, Map.of()).get("status")).isEqualTo("DEGRADED");
        await().untilAsserted(() -> assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE"));
        assertThat(events(id).stream().filter(type -> !RECOVERY_STEPS.contains(type)))
                .containsExactly("agent-registered", "agent-activated", "agent-degraded", "agent-recovered");
    }

    @Test
    void countsTheSilenceOfAnAgentThatWasNeverHeardOfFromItsActivation() {
        String id = agents.activate(agents.register("mute"));
        watch.sweep();
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");

        pass(id, "6 minutes");
        watch.sweep();

        assertThat(agents.get(id).get("status")).isEqualTo("DEGRADED");
    }

    @Test
    void keepsToTheLimitOfTheAgentItself() {
        String patient = agents.activate(agents.register("patient", "1", Map.of("degradedAfter", "PT1H")));
        String hasty = agents.activate(agents.register("hasty", "1", Map.of("degradedAfter", "PT10S")));
        pass(patient, "59 minutes");
        pass(hasty, "11 seconds");

        watch.sweep();

        assertThat(agents.get(patient).get("status")).isEqualTo("ACTIVE");
        assertThat(agents.get(hasty).get("status")).isEqualTo("DEGRADED");
    }

    @Test
    void doesNotCountTheTimeInWhichNobodyListened() {
        String id = agents.activate(agents.register("innocent"));
        pass(id, "1 hour");
        jdbc.sql("UPDATE shard_lease SET watched_since = now() - interval '4 minutes'")
                .update();
        watch.sweep();
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");

        jdbc.sql("UPDATE shard_lease SET watched_since = now() - interval '6 minutes'")
                .update();
        watch.sweep();

        assertThat(agents.get(id).get("status")).isEqualTo("DEGRADED");
    }

    @Test
    void leavesAgentsAloneThatDoNotWork() {
        String registered = agents.register("new");
        String inactive = agents.activate(agents.register("done"));
        agents.deactivate(inactive);
        pass(registered, "1 hour");
        pass(inactive, "1 hour");

        watch.sweep();

        assertThat(agents.get(registered).get("status")).isEqualTo("REGISTERED");
        assertThat(agents.get(inactive).get("status")).isEqualTo("INACTIVE");
    }

    @Test
    void degradesEveryOneOfManyOnce() {
        List<String> many = new ActiveAgents(jdbc, api.caller().namespace()).store(40);
        jdbc.sql("UPDATE agent SET status_since = now() - interval '1 hour' WHERE namespace = :namespace")
                .param("namespace", api.caller().namespace())
                .update();

        watch.sweep();
        watch.sweep();

        assertThat(jdbc.sql("""
                        SELECT count(*) FROM agent_event
                        WHERE namespace = :namespace AND type = 'agent-degraded'
                        """)
                        .param("namespace", api.caller().namespace())
                        .query(Long.class)
                        .single())
                .isEqualTo(many.size());
    }

    @Test
    void degradesTheOthersThoughOneCannotBe() {
        List<UUID> ofOneShard = Stream.generate(UUID::randomUUID)
                .map(id -> new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & -64))
                .limit(3)
                .toList();
        List<String> group = new ActiveAgents(jdbc, api.caller().namespace()).store(ofOneShard);
        group.forEach(id -> pass(id, "1 hour"));
        JdbcClient owner = database.asOwner();
        owner.sql("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
                CREATE TRIGGER refusal BEFORE UPDATE ON agent FOR EACH ROW
                WHEN (NEW.status = 'DEGRADED' AND NEW.id = '%s') EXECUTE FUNCTION refuse()
                """.formatted(group.get(1))).update();

        watch.sweep();
        owner.sql("DROP FUNCTION refuse() CASCADE").update();

        assertThat(group)
                .extracting(id -> agents.get(id).get("status"))
                .isEqualTo(List.of("DEGRADED", "ACTIVE", "DEGRADED"));
        watch.sweep();
        assertThat(agents.get(group.get(1)).get("status")).isEqualTo("DEGRADED");
    }

    @Test
    void marksTheSilentInstanceOfAnAgentThatIsNotSilentItself() {
        String id = agents.activate(agents.register("double", "1", Map.of("endpoint", FIRST)));
        beatAndAwait(id, Map.of("endpoint", SECOND));
        beatAndAwait(id, Map.of("endpoint", FIRST));
        passForInstances(id, "6 minutes");
        beatAndAwait(id, Map.of("endpoint", FIRST));

        watch.sweep();
        watch.sweep();

        assertThat(statuses(id)).isEqualTo(List.of("HEALTHY", "UNHEALTHY"));
        assertThat(agents.get(id).get("status")).isEqualTo("ACTIVE");
        beat(id, Map.of("endpoint", SECOND));
        await().untilAsserted(() -> assertThat(statuses(id)).isEqualTo(List.of("HEALTHY", "HEALTHY")));
        assertThat(events(id).stream().filter("agent-instances-changed"::equals))
                .as("added, marked, and back")
                .hasSize(3);
    }

    @Test
    void blamesNoInstanceThatSendsNoHeartbeatsOfItsOwn() {
        String id = agents.activate(agents.register("mixed", "1", Map.of("endpoint", FIRST)));
        api.post("/agents/" + id + "/instances", Map.of("endpoint", SECOND))
                .expectStatus()
                .is2xxSuccessful();
        beatAndAwait(id, Map.of());

        watch.sweep();

        assertThat(statuses(id)).isEqualTo(List.of("HEALTHY", "HEALTHY"));
    }

    private void pass(String agent, String interval) {
        jdbc.sql("UPDATE agent SET status_since = status_since - CAST(:interval AS interval) WHERE id = :agent")
                .param("interval", interval)
                .param("agent", UUID.fromString(agent))
                .update();
        jdbc.sql("UPDATE agent_heartbeat SET at = at - CAST(:interval AS interval) WHERE agent_id = :agent")
                .param("interval", interval)
                .param("agent", UUID.fromString(agent))
                .update();
    }

    private void passForInstances(String agent, String interval) {
        jdbc.sql("UPDATE instance_heartbeat SET at = at - CAST(:interval AS interval) WHERE agent_id = :agent")
                .param("interval", interval)
                .param("agent", UUID.fromString(agent))
                .update();
    }

    private List<?> statuses(String agent) {
        return instances(agents.get(agent)).stream()
                .map(instance -> instance.get("status"))
                .toList();
    }

    private List<String> events(String agent) {
        return jdbc.sql("SELECT type FROM agent_event WHERE agent_id = :agent ORDER BY number")
                .param("agent", UUID.fromString(agent))
                .query(String.class)
                .list();
    }
}
