package io.agentplane.scheduler.task;

import io.agentplane.platform.retention.Retention.Removed;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that removes tasks which ended long ago, with all that happened to them. */
@Repository
class EndedTaskQueries {

    private static final int MAX_EVENTS_PER_ROW = 10;
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /**
     * Takes fewer tasks when they are large, since their payloads and results are rows of their own in the database. Where
     * they have more events than one batch may take, those go first, and the tasks with the last of them.
     */
    private static final String REMOVE = """
            WITH ended AS MATERIALIZED (
                SELECT id, finished_at, payload_size + result_size AS size FROM task
                WHERE status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DEAD')
                    AND finished_at < now() - make_interval(secs => :age)
                ORDER BY finished_at LIMIT :limit FOR UPDATE SKIP LOCKED),
            old AS MATERIALIZED (
                SELECT id FROM (
                    SELECT id, sum(size) OVER (ORDER BY finished_at, id) - size AS bytes_before FROM ended) AS measured
                WHERE bytes_before < :bytes),
            events AS MATERIALIZED (
                SELECT task_id, sequence FROM task_event
                WHERE task_id = ANY (ARRAY(SELECT id FROM old)) LIMIT :events),
            gone_events AS (
                DELETE FROM task_event USING events
                WHERE task_event.task_id = events.task_id AND task_event.sequence = events.sequence),
            gone AS (
                DELETE FROM task
                WHERE id = ANY (ARRAY(SELECT id FROM old)) AND (SELECT count(*) FROM events) < :events
                RETURNING id)
            SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM gone) AS rows,
                (SELECT count(*) FROM gone) = (SELECT count(*) FROM ended)
                    AND (SELECT count(*) FROM ended) < :limit AS is_all
            """;

    private final JdbcClient jdbc;

    EndedTaskQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Removed remove(Duration age, int limit) {
        return jdbc.sql(REMOVE)
                .param("age", age.toMillis() / 1000.0)
                .param("limit", limit)
                .param("events", MAX_EVENTS_PER_ROW * limit)
                .param("bytes", MAX_BYTES)
                .query((row, number) -> new Removed(row.getInt("rows"), row.getBoolean("is_all")))
                .single();
    }
}
