package io.agentplane.registry.work;

import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the tasks as the registry knows them, and of the sums over them. */
@Repository
class WorkQueries {

    /**
     * Moves the sums by the difference between what a row said and what it says now, so a repeated or late event moves
     * nothing. A task that is not known and whose event is older than finished tasks are kept may have been counted and
     * forgotten; it is passed over. Tasks and agents are taken in one order, so that no two batches wait in a circle.
     */
    private static final String KEEP = """
            WITH changed AS (
                INSERT INTO agent_task AS known
                    (task_id, namespace, agent_id, submitted_by, status, revision, changed_at)
                SELECT * FROM jsonb_to_recordset(CAST(:tasks AS jsonb)) AS news
                    (task_id uuid, namespace text, agent_id uuid, submitted_by text, status text, revision bigint,
                     changed_at timestamptz)
                WHERE changed_at > now() - :kept * interval '1 millisecond'
                    OR EXISTS (SELECT 1 FROM agent_task WHERE agent_task.task_id = news.task_id)
                ORDER BY task_id
                ON CONFLICT (task_id) DO UPDATE
                SET namespace = excluded.namespace, agent_id = excluded.agent_id, submitted_by = excluded.submitted_by,
                    status = excluded.status, revision = excluded.revision, changed_at = excluded.changed_at
                WHERE known.revision < excluded.revision
                RETURNING old.agent_id AS old_agent, old.status AS old_status,
                    new.agent_id AS new_agent, new.status AS new_status),
            moved (agent_id, status, by) AS (
                SELECT new_agent, new_status, 1 FROM changed WHERE new_agent IS NOT NULL
                UNION ALL
                SELECT old_agent, old_status, -1 FROM changed WHERE old_agent IS NOT NULL)
            INSERT INTO agent_work AS sums (agent_id, completed, failed, open)
            SELECT agent_id,
                coalesce(sum(by) FILTER (WHERE status = 'COMPLETED'), 0),
                coalesce(sum(by) FILTER (WHERE status IN ('FAILED', 'DEAD')), 0),
                coalesce(sum(by) FILTER (WHERE status IN ('ASSIGNED', 'RUNNING')), 0)
            FROM moved GROUP BY agent_id ORDER BY agent_id
            ON CONFLICT (agent_id) DO UPDATE
            SET completed = sums.completed + excluded.completed, failed = sums.failed + excluded.failed,
                open = sums.open + excluded.open
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;

    WorkQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Keeps the states that are newer than what is known, one for each task. */
    void keep(Collection<InboundEvent<TaskState>> events, Duration kept) {
        jdbc.sql(KEEP)
                .param("tasks", json.write(events.stream().map(WorkQueries::row).toList()))
                .param("kept", kept.toMillis())
                .update();
    }

    private static Map<String, @Nullable Object> row(InboundEvent<TaskState> event) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("task_id", event.state().id());
        row.put("namespace", event.namespace());
        row.put("agent_id", event.state().agentId());
        row.put("submitted_by", event.state().submittedBy());
        row.put("status", event.state().status());
        row.put("revision", event.revision());
        row.put("changed_at", event.time());
        return row;
    }

    Map<UUID, WorkFigures> figures(Collection<UUID> agentIds) {
        Map<UUID, WorkFigures> figures = new HashMap<>();
        jdbc.sql("SELECT * FROM agent_work WHERE agent_id = ANY (:agents)")
                .param("agents", agentIds.toArray(UUID[]::new))
                .query(row -> {
                    figures.put(row.getObject("agent_id", UUID.class), figures(row));
                });
        return figures;
    }

    private static WorkFigures figures(ResultSet row) throws SQLException {
        return new WorkFigures(row.getLong("completed"), row.getLong("failed"), row.getInt("open"));
    }

    List<ConsumerView> consumers(UUID agentId, Instant since, int limit) {
        return jdbc.sql("""
                SELECT submitted_by, count(*) AS tasks, max(changed_at) AS last_used_at FROM agent_task
                WHERE agent_id = :agent AND changed_at >= :since AND submitted_by IS NOT NULL
                GROUP BY submitted_by ORDER BY last_used_at DESC, submitted_by LIMIT :limit
                """)
                .param("agent", agentId)
                .param("since", Timestamp.from(since))
                .param("limit", limit)
                .query((row, number) -> new ConsumerView(
                        row.getString("submitted_by"),
                        row.getLong("tasks"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    /** Looks into the agents' table itself: the feature that owns it asks this one, which so can't ask it. */
    boolean isKnown(UUID agentId, String namespace) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM agent WHERE id = :agent AND namespace = :namespace)")
                .param("agent", agentId)
                .param("namespace", namespace)
                .query(Boolean.class)
                .single();
    }
}
