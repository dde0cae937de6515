package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of taking tasks from agents that are no longer active, over all namespaces. */
@Repository
class HandoverQueries {

    static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TaskRows rows;

    HandoverQueries(JdbcClient jdbc, TaskRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** True when this transaction alone may hand over. */
    boolean lock() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('handover'), hashtext(current_schema()))")
                .query(Boolean.class)
                .single();
    }

    /**
     * Tasks of agents that are not active, locked. What its agent is just moving is left for the next time. Whether anyone
     * else can do them is asked once for all tasks of equal needs: where nobody can, that is a look at every agent.
     */
    List<Stranded> lockStranded() {
        return jdbc.sql("""
                WITH stranded AS (
                    SELECT %s, agent.status AS agent_status, agent.status_reason
                    FROM task JOIN agent ON agent.id = task.agent_id
                    WHERE task.status IN ('ASSIGNED', 'RUNNING') AND agent.status <> 'ACTIVE'
                    ORDER BY task.id LIMIT :limit FOR UPDATE OF task SKIP LOCKED),
                need AS (
                    SELECT DISTINCT namespace, capabilities FROM stranded
                    WHERE agent_status IN ('INACTIVE', 'DECOMMISSIONED')),
                met AS (
                    SELECT namespace, capabilities FROM need WHERE EXISTS (
                        SELECT 1 FROM agent
                        WHERE agent.namespace = need.namespace AND agent.status = 'ACTIVE'
                            AND agent.drain_until IS NULL AND agent.capabilities @> need.capabilities))
                SELECT stranded.*, met.namespace IS NOT NULL AS replaceable
                FROM stranded LEFT JOIN met
                    ON met.namespace = stranded.namespace AND met.capabilities = stranded.capabilities
                ORDER BY stranded.id
                """.formatted(TaskRows.COLUMNS))
                .param("limit", BATCH)
                .query(this::stranded)
                .list();
    }

    private Stranded stranded(ResultSet row, int number) throws SQLException {
        return new Stranded(
                Objects.requireNonNull(rows.mapRow(row, number)),
                row.getString("agent_status"),
                row.getString("status_reason"),
                row.getBoolean("replaceable"));
    }

    /** Queues locked tasks again. An attempt that was under way ends, and counts against no limit. */
    List<Task> queue(List<Stranded> stranded) {
        return jdbc.sql("""
                UPDATE task
                SET forgiven = forgiven + CASE status WHEN 'RUNNING' THEN 1 ELSE 0 END,
                    status = 'QUEUED', lost_by = agent_id, agent_id = NULL, lease_token = NULL, lease_holder = NULL, lease_until = NULL,
                    progress = NULL, revision = revision + 1
                WHERE id = ANY (:ids)
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("ids", ids(stranded))
                .query(rows)
                .list();
    }

    /** Ends locked tasks that nobody else can do. */
    List<Task> fail(List<Stranded> stranded) {
        return jdbc.sql("""
                UPDATE task
                SET status = 'FAILED', error = lost.error, lost_by = agent_id, finished_at = now(),
                    lease_token = NULL, lease_holder = NULL, lease_until = NULL, revision = revision + 1
                FROM unnest(:ids, :errors) AS lost (task_id, error)
                WHERE task.id = lost.task_id
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("ids", ids(stranded))
                .param("errors", stranded.stream().map(Stranded::error).toArray(String[]::new))
                .query(rows)
                .list();
    }

    private static UUID[] ids(List<Stranded> stranded) {
        return stranded.stream().map(one -> one.task().id()).toArray(UUID[]::new);
    }
}
