package io.agentplane.registry.shard;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.ActiveAgents;
import io.agentplane.registry.AgentApprovers;
import io.agentplane.registry.Agents;
import io.agentplane.registry.FakeEndpoint;
import io.agentplane.registry.RegistryService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Several replicas on one database share the shards, and the work that is done by shard. */
@Tag("replica")
@Tag("fault")
class ShardReplicaTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final AgentApprovers APPROVERS = new AgentApprovers();
    private static final Replicas ALL = Replicas.of(
            RegistryService.class,
            "spring.kafka.listener.auto-startup=false",
            "agentplane.registry.shard.lease=2s",
            "agentplane.registry.shard.renew-interval=200ms",
            "agentplane.registry.health.sweep-interval=50ms",
            "agentplane.registry.health.probe.interval=320ms",
            "agentplane.registry.health.probe.allowed-networks=127.0.0.1",
            "agentplane.registry.recovery.poll-interval=20ms",
            "agentplane.registry.recovery.first-backoff=20ms",
            "agentplane.registry.recovery.attempts=2",
            "agentplane.registry.config-url=" + APPROVERS.url(),
            "agentplane.registry.policy-url=" + APPROVERS.url());
    private static final List<Replica> PAIR = new ArrayList<>();

    private final TestCaller caller = TestCaller.in("sharded-" + UUID.randomUUID());
    private final JdbcClient jdbc = ALL.database().jdbc();
    private final List<Replica> replicas = new ArrayList<>(PAIR);

    @BeforeAll
    static void startTwoOneAfterTheOther() {
        Replica first = ALL.start();
        PAIR.add(first);
        await().atMost(LONG).until(() -> first.bean(ShardLeases.class).held().size() == ShardShare.SHARDS);
        PAIR.add(ALL.start());
    }

    @AfterAll
    static void stop() {
        ALL.close();
        APPROVERS.close();
    }

    @BeforeEach
    void shareTheShards() {
        await().atMost(LONG).untilAsserted(() -> assertSplit(0, 1));
    }

    @AfterEach
    void reviveTheDead() {
        PAIR.stream()
                .map(replica -> replica.context().getBean("shardRenewal", SignalledLoop.class))
                .filter(renewal -> !renewal.isRunning())
                .forEach(SignalledLoop::start);
    }

    @Test
    void splitTheShardsAlsoWithOneMoreAndOneLess() {
        replicas.add(ALL.start());
        await().atMost(LONG).untilAsserted(() -> assertSplit(0, 1, 2));

        replicas.removeLast().close();

        await().atMost(LONG).untilAsserted(() -> assertSplit(0, 1));
    }

    @Test
    void takeOverWhatADeadReplicaHeldAndLetItWriteNothingMore() {
        Set<Integer> lost = held(0);
        Map<Integer, Object> watchedBefore = watchedSince();
        kill(0);

        await().atMost(LONG).untilAsserted(() -> assertThat(held(1)).hasSize(64));

        assertThat(held(0)).isEmpty();
        for (int shard : lost) {
            assertThat(mayWrite(0, shard)).isFalse();
            assertThat(mayWrite(1, shard)).isTrue();
        }
        assertThat(watchedSince()).as("taken over in time").isEqualTo(watchedBefore);
    }

    @Test
    void watchAnewWhatNobodyListenedToForLong() {
        Map<Integer, Object> watchedBefore = watchedSince();
        Set<Integer> lost = held(0);
        kill(0);
        String dead = leases(0).replica().toString();
        jdbc.sql("UPDATE registry_replica SET lease_until = now() - interval '1 hour' WHERE id = CAST(:id AS uuid)")
                .param("id", dead)
                .update();

        await().atMost(LONG).untilAsserted(() -> assertThat(held(1)).hasSize(64));

        Map<Integer, Object> watchedAfter = watchedSince();
        for (int shard = 0; shard < ShardShare.SHARDS; shard++) {
            assertThat(watchedAfter.get(shard).equals(watchedBefore.get(shard)))
                    .as("shard %d", shard)
                    .isEqualTo(!lost.contains(shard));
        }
    }

    @Test
    void watchAnewAfterTheDatabaseWasAway() {
        Map<Integer, Object> watchedBefore = watchedSince();
        Set<Integer> ours = held(0);
        // Both first: one that goes on would forget the other for good.
        kill(0);
        kill(1);
        execute("UPDATE registry_replica SET lease_until = now() - interval '1 hour'");
        jdbc.sql("UPDATE shard_lease SET holder = CAST(:first AS uuid), fence = fence + 1")
                .param("first", leases(0).replica().toString())
                .update();

        leases(0).renew();

        assertThat(held(0)).containsAll(ours).hasSize(64);
        watchedSince().forEach((shard, since) -> assertThat(since).isNotEqualTo(watchedBefore.get(shard)));
    }

    @Test
    void degradeEachSilentAgentOnceAndLookAfterItOnce() {
        List<String> silent = new ActiveAgents(jdbc, caller.namespace()).store(24);
        execute("UPDATE shard_lease SET watched_since = now() - interval '1 day'");
        jdbc.sql("UPDATE agent SET status_since = now() - interval '1 hour' WHERE namespace = :namespace")
                .param("namespace", caller.namespace())
                .update();
        kill(0);

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(count("agent-recovery-given-up")).isEqualTo(silent.size()));

        assertThat(count("agent-degraded")).isEqualTo(silent.size());
        assertThat(count("agent-tasks-handed-over")).isEqualTo(silent.size());
        assertThat(count("agent-left-clusters")).isEqualTo(silent.size());
        assertThat(count("agent-recovery-attempted")).isEqualTo(2 * silent.size());
    }

    @Test
    void probeAnAgentOnOneReplicaOnly() {
        try (var endpoint = new FakeEndpoint()) {
            var agents = new Agents(replicas.getFirst().api(caller));
            String id = agents.activate(agents.register("probed", "1", Map.of("endpoint", endpoint.url())));
            await().atMost(LONG).until(() -> endpoint.asked() >= 5);

            Map<?, ?> route = body(replicas.getLast().api(caller).get("/agents/" + id + "/shard"), Map.class);
            String holder = route.get("holder").toString();
            for (int replica = 0; replica < replicas.size(); replica++) {
                boolean isHolder = leases(replica).replica().toString().equals(holder);
                assertThat(probes(replica) > 0).isEqualTo(isHolder);
            }
        }
    }

    @Test
    void showTheShardsWithTheAgentsOfTheCallersNamespace() {
        TestApi api = replicas.getFirst().api(caller);
        String id = new Agents(api).register("placed");
        int shard = Integer.parseInt(id.substring(id.length() - 2), 16) & 63;

        Map<?, ?> route = body(api.get("/agents/" + id + "/shard"), Map.class);
        assertThat(route.get("shard")).isEqualTo(shard);
        assertThat(route.get("leaseUntil")).isNotNull();
        Map<?, ?> row = shards(api).get(shard);
        assertThat(row.get("agents")).isEqualTo(1);
        assertThat(row.get("capacity")).isEqualTo(2000);
        assertThat(row.get("loadFactor")).isEqualTo(0.0005);
        assertThat(row.get("holder")).isEqualTo(route.get("holder"));

        TestApi foreign = api.as(TestCaller.in("foreign"));
        assertThat(shards(foreign))
                .hasSize(64)
                .allMatch(other -> other.get("agents").equals(0));
        expectProblem(foreign.get("/agents/" + id + "/shard"), 404, "agent-not-found");
    }

    private static List<Map<?, ?>> shards(TestApi api) {
        return ((List<?>) body(api.get("/shards"), Map.class).get("items"))
                .stream().<Map<?, ?>>map(shard -> (Map<?, ?>) shard).toList();
    }

    private void assertSplit(int... sharing) {
        Set<Integer> all = new TreeSet<>();
        int sum = 0;
        for (int replica : sharing) {
            Set<Integer> held = held(replica);
            assertThat(held.size()).isBetween(64 / sharing.length, 64 / sharing.length + 1);
            all.addAll(held);
            sum += held.size();
        }
        assertThat(all).hasSize(64);
        assertThat(sum).isEqualTo(64);
    }

    private ShardLeases leases(int replica) {
        return replicas.get(replica).context().getBean(ShardLeases.class);
    }

    private Set<Integer> held(int replica) {
        return leases(replica).held();
    }

    private boolean mayWrite(int replica, int shard) {
        return Boolean.TRUE.equals(replicas.get(replica)
                .context()
                .getBean(TransactionOperations.class)
                .execute(status -> leases(replica).lock(shard)));
    }

    private double probes(int replica) {
        return replicas.get(replica)
                .context()
                .getBean(MeterRegistry.class)
                .counter("agentplane.registry.probes", "outcome", "alive")
                .count();
    }

    /** Renews its lease no more, as if it had died; everything else of it goes on, as of one that was only cut off. */
    private void kill(int replica) {
        replicas.get(replica)
                .context()
                .getBean("shardRenewal", SignalledLoop.class)
                .stop();
    }

    private Map<Integer, Object> watchedSince() {
        return jdbc
                .sql("SELECT shard, watched_since FROM shard_lease")
                .query((row, number) -> Map.entry(row.getInt(1), (Object) row.getTimestamp(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private long count(String type) {
        return jdbc.sql("SELECT count(*) FROM agent_event WHERE type = :type AND namespace = :namespace")
                .param("namespace", caller.namespace())
                .param("type", type)
                .query(Long.class)
                .single();
    }

    private void execute(String sql) {
        jdbc.sql(sql).update();
    }
}
