package io.agentplane.registry.health;

import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.agent.AgentInstances;
import io.agentplane.registry.agent.Heartbeat;
import io.agentplane.registry.agent.Heartbeats;
import io.agentplane.registry.agent.InstanceStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What heartbeats are taken, and what they show. */
class HeartbeatTests extends HealthStage {

    @Autowired
    private Heartbeats heartbeats;

    @Autowired
    private AgentInstances replicas;

    @Autowired
    private RetentionRuns retention;

    private static final String FIRST = "http://first.invalid/";
    private static final String SECOND = "http://second.invalid/";

    @Test
    void showsTheMeanLoadOfTheInstancesThatAreHeardOf() {
        String id = agents.register("busy", "1", Map.of("endpoint", FIRST));
        beat(id, Map.of("load", 0.2));
        beat(id, Map.of("load", 0.6, "endpoint", SECOND));

        await().untilAsserted(() -> {
            Map<?, ?> agent = agents.get(id);
            assertThat((Double) agent.get("load")).isCloseTo(0.4, within(1e-9));
            assertThat(instances(agent))
                    .extracting(instance -> instance.get("endpoint"))
                    .isEqualTo(List.of(FIRST, SECOND));
            assertThat(instances(agent))
                    .extracting(instance -> instance.get("load"))
                    .isEqualTo(List.of(0.2, 0.6));
            assertThat(instances(agent)).allMatch(instance -> instance.get("lastHeartbeatAt") != null);
        });

        jdbc.sql("UPDATE instance_heartbeat SET at = now() - interval '3 minutes' WHERE load = 0.2")
                .update();
        assertThat((Double) agents.get(id).get("load")).isEqualTo(0.6);
        jdbc.sql("UPDATE instance_heartbeat SET at = now() - interval '3 minutes'")
                .update();
        jdbc.sql("UPDATE agent_heartbeat SET load = 0.7").update();
        assertThat((Double) agents.get(id).get("load")).isEqualTo(0.7);
    }

    @Test
    void registersAnInstanceOnceThoughManyOfItsHeartbeatsComeAtOnce() throws Exception {
        String id = agents.register("crowd");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 16)
                    .<Callable<Object>>mapToObj(any -> () -> beat(id, Map.of("endpoint", SECOND)))
                    .toList());
        }

        assertThat(instances(agents.get(id))).hasSize(1);
    }

    @Test
    void forgetsTheHeartbeatOfAnInstanceThatIsGone() {
        String id = agents.register("shrinking", "1", Map.of("endpoint", FIRST));
        beatAndAwait(id, Map.of("endpoint", FIRST));
        String instance = instances(agents.get(id)).getFirst().get("id").toString();

        api.delete("/agents/" + id + "/instances/" + instance).expectStatus().is2xxSuccessful();
        // One that another replica had taken before.
        heartbeats.store(List.of(new Heartbeat(UUID.fromString(id), UUID.fromString(instance), 0.5, null, null)));

        assertThat(jdbc.sql("SELECT count(*) FROM instance_heartbeat WHERE instance_id = CAST(:id AS uuid)")
                        .param("id", instance)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void bringsNoInstanceBackThatWasRemoved() {
        String id = agents.register("shrunk", "1", Map.of("endpoint", FIRST));
        beat(id, Map.of("endpoint", SECOND));
        String second = instances(agents.get(id)).getLast().get("id").toString();
        api.delete("/agents/" + id + "/instances/" + second).expectStatus().is2xxSuccessful();

        expectProblem(api.post("/agents/" + id + "/heartbeat", Map.of("endpoint", SECOND)), 409, "instance-removed");
        beat(id, Map.of());
        assertThat(instances(agents.get(id)))
                .extracting(instance -> instance.get("endpoint"))
                .isEqualTo(List.of(FIRST));

        api.post("/agents/" + id + "/instances", Map.of("endpoint", SECOND))
                .expectStatus()
                .isCreated();
        beat(id, Map.of("endpoint", SECOND));
        assertThat(instances(agents.get(id))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://second.invalid",
                "http://second.invalid:80/",
                "http://second.invalid/?",
                "http://second.invalid/a/..",
                "http://SECOND.invalid/",
                "http://%73econd.invalid/"
            })
    void knowsAnInstanceInEverySpelling(String spelling) {
        String id = agents.register("spelled", "1", Map.of("endpoint", FIRST));
        beat(id, Map.of("endpoint", SECOND));
        beat(id, Map.of("endpoint", spelling));
        assertThat(api.post("/agents/" + id + "/instances", Map.of("endpoint", spelling))
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .isEqualTo(201);
        assertThat(instances(agents.get(id))).hasSize(2);

        String second = instances(agents.get(id)).getLast().get("id").toString();
        api.delete("/agents/" + id + "/instances/" + second).expectStatus().is2xxSuccessful();
        refuseHeartbeatOf(id, spelling);

        api.post("/agents/" + id + "/instances", Map.of("endpoint", spelling))
                .expectStatus()
                .isCreated();
        beat(id, Map.of("endpoint", SECOND));
        assertThat(instances(agents.get(id)))
                .extracting(instance -> instance.get("endpoint"))
                .isEqualTo(List.of(FIRST, SECOND));
    }

    @Test
    void bringsNoInstanceBackThatAnEarlierReleaseRemovedInTheSpellingOfItsHeartbeats() {
        String id = agents.register("old", "1", Map.of("endpoint", FIRST));
        recordAsRemoved(id, "http://second.invalid");

        refuseHeartbeatOf(id, "http://second.invalid");
        assertThat(remembered(id)).as("heard of again").containsExactly(0);
    }

    @Test
    void goesByWhatAReplicaOfTheReleaseBeforeAddsAndRemoves() {
        String id = agents.register("shared");
        haveInstances(id, List.of(FIRST, SECOND), List.of());
        haveInstances(id, List.of(FIRST), List.of(SECOND));
        refuseHeartbeatOf(id, SECOND);
        beat(id, Map.of("endpoint", FIRST));

        haveInstances(id, List.of(FIRST, SECOND), List.of());
        beat(id, Map.of("endpoint", SECOND));
        assertThat(instances(agents.get(id))).hasSize(2);
        assertThat(remembered(id)).isEmpty();
    }

    @Test
    void bringsNoneBackOfAnyNumberThatWereRemoved() {
        String id = agents.register("churning", "1", Map.of("endpoint", FIRST));
        for (int number = 0; number <= 100; number++) {
            haveInstances(id, List.of(host(number)));
        }
        haveInstances(id, List.of(FIRST));

        refuseHeartbeatOf(id, host(0));
        refuseHeartbeatOf(id, host(100));
        assertThat(instances(agents.get(id))).hasSize(1);
    }

    @Test
    void bringsNoInstanceBackThatAnotherHasReplaced() {
        String id = agents.register("moved", "1", Map.of("endpoint", FIRST));
        api.patch("/agents/" + id, 1, Map.of("endpoint", SECOND)).expectStatus().isOk();
        refuseHeartbeatOf(id, FIRST);

        api.patch("/agents/" + id, 2, Map.of("endpoint", FIRST)).expectStatus().isOk();
        refuseHeartbeatOf(id, SECOND);
        beat(id, Map.of("endpoint", FIRST));
    }

    @Test
    void bringsNoInstanceBackThatHadToMakeRoom() throws Exception {
        String id = agents.register("crowded", "1", Map.of("endpoint", FIRST));
        haveInstances(
                id,
                Stream.concat(Stream.of(FIRST), IntStream.range(1, 100).mapToObj(HeartbeatTests::host))
                        .toList());
        UUID givenUp =
                UUID.fromString(instances(agents.get(id)).getLast().get("id").toString());
        Namespace.run(
                api.caller().namespace(),
                () -> replicas.mark(UUID.fromString(id), givenUp, InstanceStatus.UNHEALTHY, "silent"));
        beat(id, Map.of("endpoint", SECOND));

        refuseHeartbeatOf(id, host(99));
    }

    @Test
    void takesBackARemovedInstanceThatWasNotHeardOfForAMonth() {
        String id = moved("reused");
        setHeardOf(id, 29);
        refuseHeartbeatOf(id, FIRST);
        assertThat(remembered(id)).as("heard of again").containsExactly(0);

        setHeardOf(id, 31);
        beat(id, Map.of("endpoint", FIRST));
        assertThat(remembered(id)).isEmpty();
    }

    @Test
    void deletesTheRecordOfARemovedInstanceAfterAMonthOfSilence() {
        String silent = moved("silent");
        String heard = moved("heard");
        setHeardOf(silent, 31);
        setHeardOf(heard, 29);

        retention.removeNow("removed_instance");

        assertThat(remembered(silent)).isEmpty();
        assertThat(remembered(heard)).containsExactly(29);
        refuseHeartbeatOf(heard, FIRST);
    }

    @Test
    void removesAnInstanceThatIsOnRecordAsRemoved() {
        String id = agents.register("both", "1", Map.of("endpoint", FIRST));
        recordAsRemoved(id, FIRST);

        api.patch("/agents/" + id, 1, Map.of("endpoint", SECOND)).expectStatus().isOk();

        assertThat(remembered(id)).containsExactly(0);
    }

    /** Replaces all instances of an agent: new ones are added, and those that are not among them are removed. */
    private void haveInstances(String agent, List<String> endpoints) {
        haveInstances(agent, endpoints, List.of());
    }

    /** The same as the release before stored it, which kept the removed ones itself. */
    private void haveInstances(String agent, List<String> endpoints, List<String> removed) {
        jdbc.sql("""
                UPDATE agent SET removed_endpoints = :removed, instances = (
                    SELECT jsonb_agg(jsonb_build_object('id', CAST(md5(agent.id || endpoint) AS uuid), 'endpoint', endpoint,
                        'status', 'HEALTHY', 'registeredAt', 1767268800))
                    FROM unnest(:endpoints) AS endpoint)
                WHERE id = :agent
                """)
                .param("agent", UUID.fromString(agent))
                .param("endpoints", endpoints.toArray(String[]::new))
                .param("removed", removed.toArray(String[]::new))
                .update();
    }

    /** An agent that has SECOND and had FIRST. */
    private String moved(String name) {
        String id = agents.register(name, "1", Map.of("endpoint", FIRST));
        api.patch("/agents/" + id, 1, Map.of("endpoint", SECOND)).expectStatus().isOk();
        return id;
    }

    private void recordAsRemoved(String agent, String endpoint) {
        jdbc.sql("""
                INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
                VALUES (:agent, CAST(md5(:endpoint) AS uuid), now() - interval '1 day')
                """)
                .param("agent", UUID.fromString(agent))
                .param("endpoint", endpoint)
                .update();
    }

    private void setHeardOf(String agent, int daysAgo) {
        jdbc.sql("UPDATE removed_instance SET heard_at = now() - :days * interval '1 day' WHERE agent_id = :agent")
                .param("days", daysAgo)
                .param("agent", UUID.fromString(agent))
                .update();
    }

    /** How many days ago the removed instances of an agent were heard of. */
    private List<Integer> remembered(String agent) {
        return jdbc.sql("""
                SELECT CAST(extract(day FROM now() - heard_at) AS integer) FROM removed_instance WHERE agent_id = :agent
                """)
                .param("agent", UUID.fromString(agent))
                .query(Integer.class)
                .list();
    }

    private void refuseHeartbeatOf(String agent, String endpoint) {
        expectProblem(
                api.post("/agents/" + agent + "/heartbeat", Map.of("endpoint", endpoint)), 409, "instance-removed");
    }

    /** The first is as long as an endpoint can be. */
    private static String host(int number) {
        String start = "http://host-" + number + ".invalid/";
        return number == 0 ? start + "a".repeat(2000 - start.length()) : start;
    }

    @ParameterizedTest
    @CsvSource({"PT9S, PT3S", "PT1S, PT0.333S", "P1D, PT30S", ", PT30S"})
    void asksForHeartbeatsOftenEnoughForTheAgentsOwnLimit(String degradedAfter, String within) {
        Map<String, ?> fields = degradedAfter == null ? Map.of() : Map.of("degradedAfter", degradedAfter);
        String id = agents.register("limited", "1", fields);

        assertThat(beat(id, Map.of()).get("nextHeartbeatWithin").toString()).startsWith(within.replace("S", ""));
    }

    @Test
    void tellsOfEveryChangeOfStateWithTheNextHeartbeat() {
        String id = agents.register("told");
        assertThat(beat(id, Map.of()).get("status")).isEqualTo("REGISTERED");
        agents.activate(id);
        assertThat(beat(id, Map.of()).get("status")).isEqualTo("ACTIVE");
        agents.deactivate(id);
        assertThat(beat(id, Map.of()).get("status")).isEqualTo("INACTIVE");
        agents.decommission(id);
        expectProblem(api.post("/agents/" + id + "/heartbeat"), 409, "agent-decommissioned");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"endpoint\":\"file:///etc/passwd\"}",
                "{\"endpoint\":\"http://user:secret@host/\"}",
                "{\"endpoint\":\"http://host/#here\"}",
                "{\"load\":-1}",
                "{\"load\":1001}",
                "{\"errorRate\":1.1}",
                "{\"load\":\"NaN\"}",
                "{\"responseTime\":\"-PT1S\"}",
                "{\"responseTime\":\"PT9223372036854775807S\"}",
                "{\"at\":\"2026-01-01T00:00:00Z\"}"
            })
    void takesNoHeartbeatThatMakesNoSense(String body) {
        String id = agents.register("senseless");

        expectProblem(api.post("/agents/" + id + "/heartbeat", body), 400, "invalid-request");
        assertThat(instances(agents.get(id))).isEmpty();
    }

    @Test
    void takesNoHeartbeatFromAnotherNamespace() {
        String id = agents.register("ours");

        expectProblem(
                api.as(TestCaller.in("foreign")).post("/agents/" + id + "/heartbeat", Map.of("endpoint", FIRST)),
                404,
                "agent-not-found");
    }
}
