package io.agentplane.registry;

import static io.agentplane.registry.PoolApi.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A pool never gives more than is in it, however many ask at once and wherever. */
class ResourceReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("pools");
    private static final String FARM = "farm";
    private static final int THREADS = 100;
    private static final int ROUNDS = 10;
    private static final int CONTRIBUTORS = 5;

    private final Database database = TestPostgres.createDatabase();
    private ConfigurableApplicationContext first;
    private ConfigurableApplicationContext second;
    private List<PoolApi> replicas;
    private List<String> agents;

    @BeforeEach
    void startTwo() {
        first = start();
        second = start();
        replicas = List.of(api(first), api(second));
        agents = IntStream.range(0, CONTRIBUTORS)
                .mapToObj(number -> replicas.getFirst().register("agent-" + number))
                .toList();
        agents.forEach(agent ->
                ok(replicas.getFirst().contribute(FARM, agent, "{\"cpu\":2,\"memory\":1000,\"storage\":50}"), 200));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void grantsExactlyAsOftenAsItCanWhenAHundredAskAtOnce() throws Exception {
        // 5 x 2 cores, 0.3 each: 33 times, though no contribution is a multiple of it.
        List<String> answers =
                all(thread -> () -> outcome(replicas.get(thread % 2).allocate(FARM, agents.getFirst(), "\"cpu\":0.3")));

        assertThat(answers).filteredOn("granted"::equals).hasSize(33);
        assertThat(answers).filteredOn("insufficient-resources"::equals).hasSize(THREADS - 33);
        assertThat(replicas.getLast().cpu(FARM, "free")).isEqualByComparingTo("0.1");
        ledgerSumsUpToTheState();
    }

    @Test
    void neverGivesMoreThanThereIsWhileManyComeAndGo() throws Exception {
        AtomicInteger granted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        all(thread -> () -> {
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
                assertThat(api.cpu(FARM, "used")).isLessThanOrEqualTo(api.cpu(FARM, "contributed"));
            }
            return 0;
        });

        assertThat(granted.get()).isPositive();
        assertThat(refused.get()).isPositive();
        ledgerSumsUpToTheState();
    }

    @Test
    void releasesWhatHasLapsedOnce() throws Exception {
        all(thread -> () -> {
            ok(replicas.get(thread % 2).allocate(FARM, agents.getFirst(), "\"cpu\":0.1,\"ttl\":\"PT1S\""), 201);
            return 0;
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> number("SELECT count(*) FROM resource_allocation") == 0);

        assertThat(number("SELECT count(*) FROM resource_ledger WHERE type = 'expired'"))
                .isEqualTo(number("SELECT count(*) FROM resource_ledger WHERE type = 'granted'"));
        ledgerSumsUpToTheState();
    }

    /** Refused for want of resources, not since the database had to step in. */
    private static String outcome(ResponseSpec answer) {
        var result = answer.returnResult(String.class);
        return result.getStatus().value() == 201 ? "granted" : JsonPath.read(result.getResponseBody(), "$.code");
    }

    private void ledgerSumsUpToTheState() throws SQLException {
        String changes = "SELECT agent_id, sum(cpu_millis) AS cpu, sum(memory) AS memory, sum(storage) AS storage"
                + " FROM resource_ledger WHERE allocation_id IS %s GROUP BY %s";
        assertThat(number("SELECT count(*) FROM resource_contribution JOIN (" + changes.formatted("NULL", "agent_id")
                        + ") AS entry USING (agent_id)"
                        + " WHERE cpu_millis = entry.cpu AND resource_contribution.memory = entry.memory"
                        + " AND resource_contribution.storage = entry.storage"))
                .isEqualTo(CONTRIBUTORS);
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

    private static <T> List<T> all(IntFunction<Callable<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> each :
                    threads.invokeAll(IntStream.range(0, THREADS).mapToObj(work).toList())) {
                results.add(each.get());
            }
            return results;
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(RegistryService.class)
                .initializers(new RealInfrastructure(database, TestKafka.bootstrapServers()))
                .properties("spring.kafka.listener.auto-startup=false")
                .run("--spring.datasource.hikari.connection-timeout=30000");
    }

    private static PoolApi api(ConfigurableApplicationContext replica) {
        String port = replica.getEnvironment().getRequiredProperty("local.server.port");
        return new PoolApi(
                RestTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                        .build(),
                CALLER);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
