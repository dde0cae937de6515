package io.agentplane.scheduler.task;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.PageRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what happened to tasks. */
@Repository
class HistoryQueries {

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final TaskRows rows;

    HistoryQueries(JdbcClient jdbc, StoredJson json, TaskRows rows) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
    }

    void add(List<TaskFact> facts) {
        jdbc.sql("""
                INSERT INTO task_event (task_id, namespace, type, at, agent_id, attempt, detail)
                SELECT task_id, namespace, type, now(), agent_id, attempt, detail
                FROM jsonb_to_recordset(CAST(:facts AS jsonb)) AS news
                    (task_id uuid, namespace text, type text, agent_id uuid, attempt int, detail jsonb)
                """)
                .param(
                        "facts",
                        json.write(facts.stream().map(HistoryQueries::row).toList()))
                .update();
    }

    private static Map<String, @Nullable Object> row(TaskFact fact) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("task_id", fact.task().id());
        row.put("namespace", fact.task().namespace());
        row.put("type", fact.type().wireName());
        row.put("agent_id", fact.agentId());
        row.put("attempt", fact.task().view().attempt());
        row.put("detail", fact.detail());
        return row;
    }

    /** Oldest first, one more than the limit where there are more. */
    Stream<TaskEventView> list(UUID taskId, String namespace, long after, int limit) {
        return PageRows.stream(
                jdbc.sql("""
                        SELECT * FROM task_event
                        WHERE task_id = :task AND namespace = :namespace AND sequence > :after
                        ORDER BY sequence LIMIT :limit
                        """)
                        .param("task", taskId)
                        .param("namespace", namespace)
                        .param("after", after),
                limit,
                (row, number) -> event(row));
    }

    /** The last of its type. */
    Optional<TaskEventView> last(UUID taskId, String namespace, TaskEventType type) {
        return jdbc.sql("""
                SELECT * FROM task_event
                WHERE task_id = :task AND namespace = :namespace AND type = :type
                ORDER BY sequence DESC LIMIT 1
                """)
                .param("task", taskId)
                .param("namespace", namespace)
                .param("type", type.wireName())
                .query((row, number) -> event(row))
                .optional();
    }

    private TaskEventView event(ResultSet row) throws SQLException {
        return new TaskEventView(
                row.getLong("sequence"),
                TaskEventType.valueOf(
                        row.getString("type").toUpperCase(Locale.ROOT).replace('-', '_')),
                row.getTimestamp("at").toInstant(),
                row.getObject("agent_id", UUID.class),
                row.getInt("attempt"),
                rows.json(row.getString("detail")));
    }
}
