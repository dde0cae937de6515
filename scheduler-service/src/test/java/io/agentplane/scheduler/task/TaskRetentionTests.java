package io.agentplane.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.Retention.Removed;
import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.SchedulerStage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks go some time after their end, and their history with them. */
class TaskRetentionTests extends SchedulerStage {

    private static final Duration AGE = Duration.ofDays(30);
    private static final int ALL = 1000;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RetentionRuns retention;

    @Autowired
    private EndedTaskQueries queries;

    private final String namespace = "ended-" + UUID.randomUUID();

    @Test
    void removesWhatEndedLongAgoWithItsHistory() {
        UUID old = task("COMPLETED", 31, 3);
        UUID young = task("DEAD", 29, 3);
        UUID waiting = task("QUEUED", null, 3);

        assertThat(retention.removeNow("task")).isEqualTo(4);

        assertThat(tasks()).containsExactlyInAnyOrder(young, waiting);
        assertThat(events(old)).isZero();
        assertThat(events(young)).isEqualTo(3);
        assertThat(events(waiting)).isEqualTo(3);
        TestApi api = new TestApi(client, TestCaller.in(namespace));
        TestApi.expectProblem(api.get("/tasks/" + old), 404, "task-not-found");
        TestApi.expectProblem(api.get("/tasks/" + old + "/events"), 404, "task-not-found");
    }

    @Test
    void removesNoMoreTasksAtATimeThanItMay() {
        List<UUID> oldestFirst = List.of(task("FAILED", 34, 1), task("FAILED", 33, 1), task("CANCELLED", 32, 1));

        assertThat(queries.remove(AGE, 2)).isEqualTo(new Removed(4, false));
        assertThat(tasks()).containsExactly(oldestFirst.getLast());
        assertThat(queries.remove(AGE, 2)).isEqualTo(new Removed(2, true));
        assertThat(tasks()).isEmpty();
    }

    @Test
    void removesALongHistoryBeforeItsTask() {
        UUID eventful = task("COMPLETED", 31, 25);

        assertThat(queries.remove(AGE, 1)).isEqualTo(new Removed(10, false));
        assertThat(queries.remove(AGE, 1)).isEqualTo(new Removed(10, false));
        assertThat(tasks()).containsExactly(eventful);
        assertThat(queries.remove(AGE, 1)).isEqualTo(new Removed(6, false));
        assertThat(queries.remove(AGE, 1)).isEqualTo(new Removed(0, true));
    }

    @Test
    void removesFewerTasksAtATimeWhenTheyAreLarge() {
        task("COMPLETED", 33, 0, 1);
        task("COMPLETED", 32, 0, 17 * 1024 * 1024);
        task("COMPLETED", 31, 0, 1);

        assertThat(queries.remove(AGE, ALL)).isEqualTo(new Removed(2, false));
        assertThat(queries.remove(AGE, ALL)).isEqualTo(new Removed(1, true));
    }

    private UUID task(String status, @Nullable Integer endedDaysAgo, int events) {
        return task(status, endedDaysAgo, events, 1);
    }

    private UUID task(String status, @Nullable Integer endedDaysAgo, int events, int payload) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO task (id, namespace, type, payload, priority, capabilities, max_retries, status, finished_at)
                VALUES (:id, :namespace, 'dream', to_jsonb(repeat('x', :payload)), 0, ARRAY['dream'], 0, :status,
                    now() - make_interval(days => CAST(:days AS integer)))
                """)
                .param("id", id)
                .param("namespace", namespace)
                .param("payload", payload)
                .param("status", status)
                .param("days", endedDaysAgo)
                .update();
        jdbc.sql("""
                INSERT INTO task_event (task_id, namespace, type, at, attempt)
                SELECT :id, :namespace, 'task-failed', now() - interval '40 days', 1 FROM generate_series(1, :events)
                """)
                .param("id", id)
                .param("namespace", namespace)
                .param("events", events)
                .update();
        return id;
    }

    private List<UUID> tasks() {
        return jdbc.sql("SELECT id FROM task WHERE namespace = :namespace")
                .param("namespace", namespace)
                .query(UUID.class)
                .list();
    }

    private long events(UUID task) {
        return jdbc.sql("SELECT count(*) FROM task_event WHERE task_id = :task")
                .param("task", task)
                .query(Long.class)
                .single();
    }
}
