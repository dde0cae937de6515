package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.registry.ClusterApi.Leader;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However many replicas elect, renew, and let leases run out at once: one leader at a time, and each term once. */
class LeadershipReplicaTests extends ReplicaStage {

    private static final int THREADS = 16;
    private static final int ROUNDS = 8;
    private final TestCaller caller = TestCaller.in("fleet-" + UUID.randomUUID());
    private final JdbcClient jdbc = REPLICAS.database().jdbc();

    @Test
    void makesOneLeaderOfElectionsAtOnce() throws Exception {
        List<String> agents = agents(5);
        String id = api(0).form(List.of());
        for (String agent : agents) {
            ClusterApi.ok(
                    api(0).call(HttpMethod.POST, "/clusters/" + id + "/members", "{\"agentId\":\"" + agent + "\"}"),
                    200);
        }
        execute("UPDATE agent_cluster SET leader_id = NULL, lease_until = NULL, due_at = NULL WHERE id = '%s'", id);

        List<Leader> elected = Together.run(THREADS, thread -> api(thread).elect(id, false));

        assertThat(elected)
                .hasSize(THREADS)
                .containsOnly(new Leader(elected.getFirst().agentId(), 2));
    }

    @Test
    void neverLetsTwoLeadAtTheSameTime() throws Exception {
        List<String> agents = agents(4);
        String id = api(0).form(agents, "PT1S");
        ConcurrentMap<Integer, String> leaders = new ConcurrentHashMap<>();
        AtomicInteger renewed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        Together.run(THREADS, thread -> {
            Leader known = api(thread).elect(id, false);
            for (int round = 0; round < ROUNDS; round++) {
                switch (RandomGenerator.getDefault().nextInt(10)) {
                    case 0 -> known = api(thread).elect(id, true);
                    case 1 ->
                        execute(
                                "UPDATE agent_cluster SET lease_until = clock_timestamp(), due_at = now()"
                                        + " WHERE lease_until > clock_timestamp() AND id = '%s'",
                                id);
                    default -> known = renewOrLookAgain(api(thread), id, known, renewed, refused);
                }
                String other = leaders.putIfAbsent(known.term(), known.agentId());
                assertThat(other == null || other.equals(known.agentId())).isTrue();
            }
            return known;
        });

        assertThat(renewed).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        assertThat(leaders).hasSizeGreaterThan(ROUNDS);
        assertThat(count("SELECT count(*) - max(term) FROM cluster_lease WHERE cluster_id = '%s'", id))
                .isZero();
        assertThat(count(
                        "SELECT count(*) FROM cluster_lease AS one JOIN cluster_lease AS other"
                                + " ON one.cluster_id = other.cluster_id AND one.term < other.term"
                                + " AND other.from_at < one.until_at WHERE one.cluster_id = '%s'",
                        id))
                .isZero();
        assertThat(count("SELECT count(*) FROM cluster_lease WHERE until_at < from_at AND cluster_id = '%s'", id))
                .isZero();
    }

    private static Leader renewOrLookAgain(
            ClusterApi api, String id, Leader known, AtomicInteger renewed, AtomicInteger refused) {
        int status = api.renew(id, known).returnResult(String.class).getStatus().value();
        assertThat(status).isIn(200, 409);
        (status == 200 ? renewed : refused).incrementAndGet();
        return status == 200 ? known : api.elect(id, false);
    }

    @Test
    void letsNoAgentIntoAClusterWhileItGoesOutOfWork() throws Exception {
        List<String> agents = agents(THREADS);
        String id = api(0).form(List.of());

        Together.run(THREADS, thread -> {
            String agent = agents.get(thread / 2);
            return thread % 2 == 0
                    ? api(0).call(HttpMethod.POST, "/clusters/" + id + "/members", "{\"agentId\":\"" + agent + "\"}")
                            .returnResult(String.class)
                            .getStatus()
                    : api(1).call(HttpMethod.POST, "/agents/" + agent + "/deactivate", "{\"reason\":\"race\"}")
                            .returnResult(String.class)
                            .getStatus();
        });

        assertThat(count(
                        "SELECT count(*) FROM agent WHERE status = 'INACTIVE' AND namespace = '%s'",
                        caller.namespace()))
                .isEqualTo(THREADS / 2);
        assertThat(count("SELECT count(*) FROM cluster_member WHERE cluster_id = '%s'", id))
                .isZero();
        assertThat(count("SELECT count(*) FROM agent_cluster WHERE leader_id IS NOT NULL AND id = '%s'", id))
                .isZero();
    }

    private List<String> agents(int number) {
        return new ActiveAgents(jdbc, caller.namespace()).store(number);
    }

    private ClusterApi api(int thread) {
        TestApi api = (thread % 2 == 0 ? one : other).api(caller);
        return new ClusterApi(api.client(), api.caller());
    }

    private void execute(String sql, String id) {
        jdbc.sql(sql.formatted(id)).update();
    }

    private long count(String sql, String id) {
        return jdbc.sql(sql.formatted(id)).query(Long.class).single();
    }
}
