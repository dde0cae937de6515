package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work is done once and not lost, however many replicas and agents there are and whichever of them die. */
class ReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("fleet");
    private static final int TASKS = 400;
    private static final int AGENTS = 4;
    private static final int MAX_CONCURRENCY = 5;

    private final PolicyStub policy = new PolicyStub();
    private final Database database = TestPostgres.createDatabase();
    private final AtomicBoolean working = new AtomicBoolean(true);
    private final AtomicInteger reports = new AtomicInteger();
    private Replica first;
    private Replica second;

    @BeforeEach
    void startTwo() {
        String policyUrl = "agentplane.scheduler.policy-url=" + policy.url();
        first = Replica.start(database, policyUrl);
        second = Replica.start(database, policyUrl);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        policy.close();
    }

    @Test
    void completesEveryTaskOnceAndNeverGivesAnAgentTooMuch() throws Exception {
        List<UUID> agents = hire();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agents.forEach(agent -> List.of(first, second, first, second)
                    .forEach(replica -> threads.submit(() -> work(replica.api(CALLER), agent))));
            first.api(CALLER).submitAll(Collections.nCopies(TASKS / 2, "{\"type\":\"code\"}"));
            second.api(CALLER).submitAll(Collections.nCopies(TASKS / 2, "{\"type\":\"code\"}"));

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(count("SELECT coalesce(max(held), 0) FROM (SELECT count(*) AS held FROM task"
                                + " WHERE status IN ('ASSIGNED', 'RUNNING') GROUP BY agent_id) AS agents"))
                        .isLessThanOrEqualTo(MAX_CONCURRENCY);
                assertThat(count("SELECT count(*) FROM task WHERE status = 'COMPLETED'"))
                        .isEqualTo(TASKS);
            });
            working.set(false);
        }
        assertThat(reports).hasValue(TASKS);
        everyTaskHas("task-started", 1);
        everyTaskHas("task-completed", 1);
        assertThat(completedByFigures(agents)).isEqualTo(TASKS);
    }

    @Test
    void losesNothingWhenAReplicaStopsMidway() throws Exception {
        List<UUID> agents = hire();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agents.forEach(agent -> threads.submit(() -> work(first.api(CALLER), agent)));
            agents.forEach(agent -> threads.submit(() -> work(second.api(CALLER), agent)));
            second.api(CALLER).submitAll(Collections.nCopies(TASKS, "{\"type\":\"code\"}"));
            await().until(() -> count("SELECT count(*) FROM task WHERE status = 'COMPLETED'") > TASKS / 10);

            first.close();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("SELECT count(*) FROM task WHERE status = 'COMPLETED'") == TASKS);
            working.set(false);
        }
        everyTaskHas("task-completed", 1);
    }

    @Test
    void goesOnWhereItWasWhenTheDatabaseComesBack() throws Exception {
        List<UUID> agents = hire();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agents.forEach(agent -> threads.submit(() -> work(first.api(CALLER), agent)));
            second.api(CALLER).submitAll(Collections.nCopies(TASKS, "{\"type\":\"code\",\"maxRetries\":20}"));
            await().until(() -> count("SELECT count(*) FROM task WHERE status = 'COMPLETED'") > TASKS / 10);

            database.refuseConnections();
            await().until(() -> second.api(CALLER)
                            .get("/queues")
                            .returnResult(String.class)
                            .getStatus()
                            .value()
                    == 503);
            database.acceptConnections();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> count("SELECT count(*) FROM task WHERE status = 'COMPLETED'") == TASKS);
            working.set(false);
        }
        everyTaskHas("task-completed", 1);
    }

    /** As an agent works: claims, completes, and claims again whatever happens. */
    private void work(Api api, UUID agent) {
        while (working.get()) {
            try {
                for (Held held : api.claim(agent, "{\"max\":3,\"wait\":\"PT1S\",\"lease\":\"PT2S\"}")) {
                    ok(api.complete(held), 200);
                    reports.incrementAndGet();
                }
            } catch (AssertionError | RuntimeException away) {
                Thread.onSpinWait();
            }
        }
    }

    private List<UUID> hire() {
        Fleet fleet = first.context().getBean(Fleet.class);
        List<UUID> agents = Stream.generate(UUID::randomUUID).limit(AGENTS).toList();
        agents.forEach(id -> fleet.keep(
                new AgentState(id, "agent", "ACTIVE", null, List.of(), MAX_CONCURRENCY, null, null),
                CALLER.namespace(),
                1));
        return agents;
    }

    private int completedByFigures(List<UUID> agents) {
        return agents.stream()
                .mapToInt(agent ->
                        JsonPath.read(ok(second.api(CALLER).get("/agents/" + agent + "/metrics"), 200), "$.completed"))
                .sum();
    }

    private void everyTaskHas(String type, int times) throws SQLException {
        assertThat(count("SELECT count(*) FROM (SELECT task_id FROM task_event WHERE type = '" + type
                        + "' GROUP BY task_id HAVING count(*) = " + times + ") AS tasks"))
                .isEqualTo(TASKS);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
