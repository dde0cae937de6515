package io.agentplane.registry;

import static io.agentplane.registry.PoolApi.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A pool never gives more than is in it, however many ask at once and wherever. */
class ResourceReplicaTests extends ReplicaStage {

    private static final String FARM = "farm";
    private static final int THREADS = 100;
    private static final int ROUNDS = 2;
    private static final int CONTRIBUTORS = 5;

    private final TestCaller caller = TestCaller.in("pools-" + UUID.randomUUID());
    private final JdbcClient jdbc = REPLICAS.database().jdbc();
    private List<PoolApi> replicas;
    private List<String> agents;

    @BeforeEach
    void fillAPoolOfItsOwn() {
        replicas = List.of(api(one), api(other));
        agents = IntStream.range(0, CONTRIBUTORS)
                .mapToObj(number -> replicas.getFirst().register("agent-" + number))
                .toList();
        agents.forEach(agent ->
                ok(replicas.getFirst().contribute(FARM, agent, "{\"cpu\":2,\"memory\":1000,\"storage\":50}"), 200));
    }

    @Test
    void grantsExactlyAsOftenAsItCanWhenAHundredAskAtOnce() throws Exception {
        // 5 x 2 cores, 0.3 each: 33 times, though no contribution is a multiple of it.
        List<String> answers = Together.run(
                THREADS, thread -> outcome(replicas.get(thread % 2).allocate(FARM, agents.getFirst(), "\"cpu\":0.3")));

        assertThat(answers).filteredOn("granted"::equals).hasSize(33);
        assertThat(answers).filteredOn("insufficient-resources"::equals).hasSize(THREADS - 33);
        assertThat(replicas.getLast().cpu(FARM, "free")).isEqualByComparingTo("0.1");
        ledgerSumsUpToTheState();
    }

    @Test
    void neverGivesMoreThanThereIsWhileManyComeAndGo() throws Exception {
        AtomicInteger granted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        Together.run(THREADS, thread -> {
            PoolApi api = replicas.get(thread % 2);
            for (int round = 0; round < ROUNDS; round++) {
                String consumer = agents.get((thread + round) % CONTRIBUTORS);
                String amounts = "\"cpu\":%s.5,\"memory\":%d".formatted(round % 3, 100 + thread);
                var answer = api.allocate(FARM, consumer, amounts).returnResult(String.class);
                if (answer.getStatus().value() == 201) {
                    granted.incrementAndGet();
                    String id = JsonPath.read(answer.getResponseBody(), "$.id");
                    if (round < ROUNDS - 1) {
                        api.release(FARM, id).expectStatus().isNoContent();
                        api.release(FARM, id).expectStatus().isNotFound();
                    }
                } else {
                    assertThat(JsonPath.<String>read(answer.getResponseBody(), "$.code"))
                            .isEqualTo("insufficient-resources");
                    refused.incrementAndGet();
                }
                String pool = api.pool(FARM);
                assertThat(PoolApi.cpuIn(pool, "used")).isLessThanOrEqualTo(PoolApi.cpuIn(pool, "contributed"));
            }
            return 0;
        });

        assertThat(granted.get()).isPositive();
        assertThat(refused.get()).isPositive();
        ledgerSumsUpToTheState();
    }

    @Test
    void releasesWhatHasLapsedOnce() throws Exception {
        String consumer = "'" + agents.getFirst() + "'";
        Together.run(THREADS, thread -> {
            ok(replicas.get(thread % 2).allocate(FARM, agents.getFirst(), "\"cpu\":0.1,\"ttl\":\"PT1H\""), 201);
            return 0;
        });
        jdbc.sql("UPDATE resource_allocation SET expires_at = now() WHERE agent_id = " + consumer)
                .update();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> number("SELECT count(*) FROM resource_allocation WHERE agent_id = " + consumer) == 0);

        String entries = "SELECT count(*) FROM resource_ledger WHERE consumer_id = " + consumer + " AND type = ";
        assertThat(number(entries + "'expired'")).isEqualTo(number(entries + "'granted'"));
        ledgerSumsUpToTheState();
    }

    /** Refused for want of resources, not since the database had to step in. */
    private static String outcome(ResponseSpec answer) {
        var result = answer.returnResult(String.class);
        return result.getStatus().value() == 201 ? "granted" : JsonPath.read(result.getResponseBody(), "$.code");
    }

    private void ledgerSumsUpToTheState() {
        String changes = "SELECT agent_id, sum(cpu_millis) AS cpu, sum(memory) AS memory, sum(storage) AS storage"
                + " FROM resource_ledger WHERE allocation_id IS %s GROUP BY %s";
        assertThat(number("SELECT count(*) FROM resource_contribution JOIN (" + changes.formatted("NULL", "agent_id")
                        + ") AS entry USING (agent_id)"
                        + " WHERE cpu_millis = entry.cpu AND resource_contribution.memory = entry.memory"
                        + " AND resource_contribution.storage = entry.storage"))
                .isEqualTo(number("SELECT count(*) FROM resource_contribution"));
        assertThat(number("SELECT count(*) FROM resource_contribution JOIN ("
                        + changes.formatted("NOT NULL", "agent_id") + ") AS entry USING (agent_id)"
                        + " WHERE used_cpu_millis <> entry.cpu OR used_memory <> entry.memory"
                        + " OR used_storage <> entry.storage"))
                .isZero();
        assertThat(number("SELECT count(*) FROM (SELECT allocation_id, consumer_id, sum(cpu_millis) AS cpu"
                        + " FROM resource_ledger WHERE allocation_id IS NOT NULL GROUP BY allocation_id, consumer_id)"
                        + " AS entry LEFT JOIN resource_allocation AS held ON held.id = entry.allocation_id"
                        + " WHERE coalesce(held.cpu_millis, 0) <> entry.cpu OR held.agent_id <> entry.consumer_id"))
                .isZero();
        assertThat(number("SELECT sum(used_cpu_millis) FROM resource_contribution"))
                .isEqualTo(number("SELECT coalesce(sum(cpu_millis), 0) FROM resource_allocation"));
    }

    private PoolApi api(Replica replica) {
        return new PoolApi(replica.api(caller).client(), caller);
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
