package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work is done once and not lost, however many replicas and agents there are and whichever of them die. */
@Tag("replica")
@Tag("fault")
class ReplicaTests {

    private static final int TASKS = 200;
    private static final int AGENTS = 4;
    private static final int MAX_CONCURRENCY = 5;

    /** Where nobody dies none may lapse, however slow the machine is. */
    private static final String LONG_LEASE = "PT5M";

    /** Soon over, so that work that is lost with a replica or a connection goes to another agent. */
    private static final String SHORT_LEASE = "PT2S";

    private static final PolicyStub POLICY = new PolicyStub();
    private static final Replicas REPLICAS = Replicas.of(
            SchedulerService.class,
            "spring.kafka.listener.auto-startup=false",
            "agentplane.scheduler.policy-url=" + POLICY.url());

    private static Replica first;
    private static Replica second;

    private final TestCaller caller = TestCaller.in("fleet-" + UUID.randomUUID());
    private final JdbcClient jdbc = REPLICAS.database().jdbc();
    private final AtomicInteger reports = new AtomicInteger();
    private final Api one = Api.of(first, caller);
    private final Api other = Api.of(second, caller);

    @BeforeAll
    static void startTwo() {
        first = REPLICAS.start();
        second = REPLICAS.start();
    }

    @AfterAll
    static void stop() {
        REPLICAS.close();
        POLICY.close();
    }

    @Test
    void completesEveryTaskOnceAndNeverGivesAnAgentTooMuch() throws Exception {
        List<UUID> agents = hire(AGENTS);
        try (var threads = new Loops()) {
            agents.forEach(agent ->
                    List.of(one, other, one, other).forEach(api -> threads.repeat(() -> work(api, agent, LONG_LEASE))));
            one.submitAll(Collections.nCopies(TASKS / 2, "{\"type\":\"code\"}"));
            other.submitAll(Collections.nCopies(TASKS / 2, "{\"type\":\"code\"}"));

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(count("SELECT coalesce(max(held), 0) FROM (SELECT count(*) AS held FROM task"
                                + " WHERE status IN ('ASSIGNED', 'RUNNING') AND namespace = :namespace"
                                + " GROUP BY agent_id) AS agents"))
                        .isLessThanOrEqualTo(MAX_CONCURRENCY);
                assertThat(completed()).isEqualTo(TASKS);
            });
            threads.stop();
        }
        assertThat(reports).hasValue(TASKS);
        everyTaskHas("task-started", 1);
        everyTaskHas("task-completed", 1);
        assertThat(completedByFigures(agents)).isEqualTo(TASKS);
    }

    @Test
    void losesNothingWhenAReplicaStopsMidway() throws Exception {
        List<UUID> agents = hire(AGENTS);
        try (Replica stopping = REPLICAS.start();
                var threads = new Loops()) {
            Api third = Api.of(stopping, caller);
            agents.forEach(agent -> threads.repeat(() -> work(third, agent, SHORT_LEASE)));
            agents.forEach(agent -> threads.repeat(() -> work(other, agent, SHORT_LEASE)));
            other.submitAll(Collections.nCopies(TASKS, "{\"type\":\"code\"}"));
            await().until(() -> completed() > TASKS / 10);

            stopping.close();

            await().atMost(Duration.ofSeconds(60)).until(() -> completed() == TASKS);
            threads.stop();
        }
        everyTaskHas("task-completed", 1);
    }

    @Test
    void goesOnWhereItWasWhenTheDatabaseComesBack() throws Exception {
        List<UUID> agents = hire(AGENTS);
        Database database = REPLICAS.database();
        try (var threads = new Loops()) {
            agents.forEach(agent -> threads.repeat(() -> work(one, agent, SHORT_LEASE)));
            other.submitAll(Collections.nCopies(TASKS, "{\"type\":\"code\",\"maxRetries\":20}"));
            await().until(() -> completed() > TASKS / 10);

            database.refuseConnections();
            await().until(() ->
                    other.get("/queues").returnResult(String.class).getStatus().value() == 503);
            database.acceptConnections();

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> completed() == TASKS);
            threads.stop();
        }
        everyTaskHas("task-completed", 1);
    }

    /** And is fulfilled by another replica's task. The longest wait is shown in small. */
    @Test
    void letsAClaimWaitLongerThanAConnectionMayBeIdle() throws Exception {
        UUID agent = hire(1).getFirst();
        try (Replica impatient = REPLICAS.start("server.jetty.connection-idle-timeout=500ms")) {
            Api third = Api.of(impatient, caller);
            CompletableFuture<List<Held>> claim = CompletableFuture.supplyAsync(
                    () -> third.claim(agent, "{\"wait\":\"PT30S\"}"), Thread::startVirtualThread);
            await().until(() -> count("SELECT count(*) FROM agent WHERE id = '" + agent
                            + "' AND namespace = :namespace AND last_seen_at IS NOT NULL")
                    == 1);
            try (var idle = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(impatient.port()))) {
                assertThat(idle.getInputStream().read()).as("ended").isEqualTo(-1);
            }

            String id = one.submit("{\"type\":\"code\"}");

            assertThat(claim.get(30, TimeUnit.SECONDS)).extracting(Held::taskId).containsExactly(id);
        }
    }

    /** As an agent works: claims, completes, and claims again whatever happens. */
    private void work(Api api, UUID agent, String lease) throws InterruptedException {
        try {
            for (Held held : api.claim(agent, "{\"max\":3,\"wait\":\"PT1S\",\"lease\":\"" + lease + "\"}")) {
                ok(api.complete(held), 200);
                reports.incrementAndGet();
            }
        } catch (AssertionError | RuntimeException away) {
            Thread.sleep(20);
        }
    }

    private List<UUID> hire(int number) {
        Fleet fleet = first.bean(Fleet.class);
        List<UUID> agents = Stream.generate(UUID::randomUUID).limit(number).toList();
        agents.forEach(id -> fleet.keep(
                new AgentState(id, "agent", "ACTIVE", null, List.of(), MAX_CONCURRENCY, null, null),
                caller.namespace(),
                1));
        return agents;
    }

    private int completedByFigures(List<UUID> agents) {
        return agents.stream()
                .mapToInt(agent -> JsonPath.read(ok(other.get("/agents/" + agent + "/metrics"), 200), "$.completed"))
                .sum();
    }

    private long completed() {
        return count("SELECT count(*) FROM task WHERE status = 'COMPLETED' AND namespace = :namespace");
    }

    private void everyTaskHas(String type, int times) {
        assertThat(count("SELECT count(*) FROM (SELECT task_id FROM task_event JOIN task ON task.id = task_id"
                        + " WHERE task.namespace = :namespace AND task_event.type = '" + type
                        + "' GROUP BY task_id HAVING count(*) = " + times + ") AS tasks"))
                .isEqualTo(TASKS);
    }

    private long count(String sql) {
        return jdbc.sql(sql)
                .param("namespace", caller.namespace())
                .query(Long.class)
                .single();
    }
}
