package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent's tasks are handed over once, however many replicas see it leave and whatever it does meanwhile. */
class HandoverReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("handover");
    /** More than are handed over at once. */
    private static final int TASKS = 1200;

    private static final String CLAIM = "{\"max\":100,\"lease\":\"PT5M\"}";

    private final PolicyStub policy = new PolicyStub();
    private final Database database = TestPostgres.createDatabase();
    private final UUID leaver = UUID.randomUUID();
    private final UUID heir = UUID.randomUUID();
    private Replica first;
    private Replica second;

    @BeforeEach
    void startTwoAndGiveTheLeaverAllTheWork() throws SQLException {
        String policyUrl = "agentplane.scheduler.policy-url=" + policy.url();
        first = Replica.start(database, policyUrl);
        second = Replica.start(database, policyUrl);
        tell(first, leaver, "ACTIVE", 1);
        for (int batch = 0; batch < TASKS / 100; batch++) {
            first.api(CALLER).submitAll(Collections.nCopies(100, "{\"type\":\"code\",\"maxRetries\":0}"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> number("status = 'ASSIGNED'") == TASKS);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        policy.close();
    }

    @Test
    void queuesEachTaskOnceAndNoneIsFinishedTwice() throws Exception {
        List<Held> leased = claimHalf();
        tell(second, heir, "ACTIVE", 1);
        AtomicBoolean working = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The leaver goes on reporting and asking for more, as one does that has not heard of it yet.
            leased.forEach(held -> threads.submit(() -> second.api(CALLER).complete(held)));
            threads.submit(() -> tell(first, leaver, "INACTIVE", 2));
            threads.submit(() -> tell(second, leaver, "INACTIVE", 2));
            threads.submit(() -> work(first.api(CALLER), working));
            threads.submit(() -> work(second.api(CALLER), working));

            await().atMost(Duration.ofSeconds(60)).until(() -> number("status = 'COMPLETED'") == TASKS);
            working.set(false);
        }

        assertThat(events("task-completed", 1)).isEqualTo(TASKS);
        assertThat(events("task-released", 1) + events("task-lease-lost", 1))
                .isEqualTo(TASKS - (int) number("agent_id = '" + leaver + "'"));
        assertThat(events("task-failed", 1)).isZero();
    }

    @Test
    void failsEachTaskOnceWhenThereIsNobodyElse() throws Exception {
        List<Held> leased = claimHalf();

        tell(first, leaver, "INACTIVE", 2);
        tell(second, leaver, "INACTIVE", 2);

        await().atMost(Duration.ofSeconds(30)).until(() -> number("status = 'FAILED' AND error = 'tired'") == TASKS);
        assertThat(events("task-failed", 1)).isEqualTo(TASKS);
        assertThat(events("task-lease-lost", 1)).isEqualTo(leased.size());
        assertThat(events("task-released", 1)).isZero();
        refused(second.api(CALLER).complete(leased.getFirst()), 409, "lease-lost");
    }

    private List<Held> claimHalf() {
        List<Held> leased = new ArrayList<>();
        while (leased.size() < TASKS / 2) {
            leased.addAll(first.api(CALLER).claim(leaver, CLAIM));
        }
        return leased;
    }

    private void work(Api api, AtomicBoolean working) {
        while (working.get()) {
            api.claim(heir, "{\"max\":100,\"wait\":\"PT1S\"}").forEach(api::complete);
        }
    }

    private static void tell(Replica replica, UUID agent, String status, long revision) {
        replica.context()
                .getBean(Fleet.class)
                .keep(
                        new AgentState(agent, "agent", status, null, List.of(), TASKS, "tired", null),
                        CALLER.namespace(),
                        revision);
    }

    /** How many tasks have exactly so many events of a type. */
    private int events(String type, int times) throws SQLException {
        return (int) query("SELECT count(*) FROM (SELECT task_id FROM task_event WHERE type = '" + type
                + "' GROUP BY task_id HAVING count(*) = " + times + ") AS tasks");
    }

    private long number(String condition) throws SQLException {
        return query("SELECT count(*) FROM task WHERE " + condition);
    }

    private long query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
