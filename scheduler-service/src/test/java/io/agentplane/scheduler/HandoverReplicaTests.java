package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent's tasks are handed over once, however many replicas see it leave and whatever it does meanwhile. */
@Tag("replica")
class HandoverReplicaTests {

    /** More than are handed over at once. */
    private static final int TASKS = 600;

    private static final int REPORTERS = 20;
    private static final String CLAIM = "{\"max\":100,\"lease\":\"PT5M\"}";

    private static final PolicyStub POLICY = new PolicyStub();
    private static final Replicas REPLICAS = Replicas.of(
            SchedulerService.class,
            "spring.kafka.listener.auto-startup=false",
            "agentplane.scheduler.policy-url=" + POLICY.url());

    private static Replica first;
    private static Replica second;

    private final TestCaller caller = TestCaller.in("handover-" + UUID.randomUUID());
    private final JdbcClient jdbc = REPLICAS.database().jdbc();
    private final UUID leaver = UUID.randomUUID();
    private final UUID heir = UUID.randomUUID();
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

    @BeforeEach
    void giveTheLeaverAllTheWork() {
        tell(first, leaver, "ACTIVE", 1);
        for (int batch = 0; batch < TASKS / 100; batch++) {
            one.submitAll(Collections.nCopies(100, "{\"type\":\"code\",\"maxRetries\":0}"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> number("status = 'ASSIGNED'") == TASKS);
    }

    @Test
    void queuesEachTaskOnceAndNoneIsFinishedTwice() throws Exception {
        List<Held> leased = claimHalf();
        tell(second, heir, "ACTIVE", 1);
        try (var threads = new Loops()) {
            // The leaver goes on reporting and asking for more, as one does that has not heard of it yet.
            for (int number = 0; number < REPORTERS; number++) {
                int from = number;
                threads.once(() -> {
                    for (int index = from; index < leased.size(); index += REPORTERS) {
                        other.complete(leased.get(index));
                    }
                });
            }
            threads.once(() -> tell(first, leaver, "INACTIVE", 2));
            threads.once(() -> tell(second, leaver, "INACTIVE", 2));
            threads.repeat(() -> work(one));
            threads.repeat(() -> work(other));

            await().atMost(Duration.ofSeconds(60)).until(() -> number("status = 'COMPLETED'") == TASKS);
            threads.stop();
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
        refused(other.complete(leased.getFirst()), 409, "lease-lost");
    }

    private List<Held> claimHalf() {
        List<Held> leased = new ArrayList<>();
        while (leased.size() < TASKS / 2) {
            leased.addAll(one.claim(leaver, CLAIM));
        }
        return leased;
    }

    private void work(Api api) {
        api.claim(heir, "{\"max\":100,\"wait\":\"PT1S\"}").forEach(api::complete);
    }

    private void tell(Replica replica, UUID agent, String status, long revision) {
        replica.bean(Fleet.class)
                .keep(
                        new AgentState(agent, "agent", status, null, List.of(), TASKS, "tired", null),
                        caller.namespace(),
                        revision);
    }

    /** How many tasks have exactly so many events of a type. */
    private int events(String type, int times) {
        return (int) query("SELECT count(*) FROM (SELECT task_id FROM task_event JOIN task ON task.id = task_id"
                + " WHERE task.namespace = :namespace AND task_event.type = '" + type
                + "' GROUP BY task_id HAVING count(*) = " + times + ") AS tasks");
    }

    private long number(String condition) {
        return query("SELECT count(*) FROM task WHERE namespace = :namespace AND " + condition);
    }

    private long query(String sql) {
        return jdbc.sql(sql)
                .param("namespace", caller.namespace())
                .query(Long.class)
                .single();
    }
}
