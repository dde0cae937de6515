package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what time does to tasks, over all namespaces. What someone else is just moving is left to them. */
@Repository
class SweepQueries {

    static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TaskRows rows;

    SweepQueries(JdbcClient jdbc, TaskRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** True when this transaction alone may sweep. */
    boolean lock() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('sweep'), hashtext(current_schema()))")
                .query(Boolean.class)
                .single();
    }

    /** Running tasks whose lease is over, locked. What is overdue fails, and is no fault of its agent. */
    List<Task> lockExpired() {
        return jdbc.sql("""
                SELECT %s FROM task WHERE status = 'RUNNING' AND lease_until <= now()
                    AND (deadline IS NULL OR deadline > now())
                ORDER BY lease_until LIMIT :limit FOR UPDATE SKIP LOCKED
                """.formatted(TaskRows.COLUMNS))
                .param("limit", BATCH)
                .query(rows)
                .list();
    }

    /** Queues locked tasks again; others than the agent that had them go first. */
    List<Task> takeBack(Collection<UUID> taskIds) {
        return jdbc.sql("""
                UPDATE task
                SET status = 'QUEUED', lost_by = agent_id, agent_id = NULL, lease_token = NULL, lease_holder = NULL, lease_until = NULL,
                    progress = NULL, revision = revision + 1
                WHERE id = ANY (:ids)
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("ids", taskIds.toArray(UUID[]::new))
                .query(rows)
                .list();
    }

    /** Ends locked tasks that were lost too often. */
    List<Task> bury(Collection<UUID> taskIds, String error) {
        return jdbc.sql("""
                UPDATE task
                SET status = 'DEAD', error = :error, lost_by = agent_id, finished_at = now(),
                    lease_token = NULL, lease_holder = NULL, lease_until = NULL, revision = revision + 1
                WHERE id = ANY (:ids)
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("ids", taskIds.toArray(UUID[]::new))
                .param("error", error)
                .query(rows)
                .list();
    }

    /**
     * Assigned tasks, locked, that their agents won't take: they were distrusted, or have neither taken the task nor given
     * any sign of life in time.
     */
    List<Untaken> lockUntaken(Duration claimTimeout) {
        return jdbc.sql("""
                SELECT task.id, task.agent_id, CASE
                    WHEN agent.suspect THEN 'AGENT_SUSPECT'
                    ELSE 'NOT_CLAIMED' END AS reason
                FROM task JOIN agent ON agent.id = task.agent_id
                WHERE task.status = 'ASSIGNED' AND agent.status = 'ACTIVE' AND (
                    agent.suspect
                    OR task.assigned_at < now() - :timeout * interval '1 millisecond'
                        AND coalesce(agent.last_seen_at < now() - :timeout * interval '1 millisecond', true))
                LIMIT :limit FOR UPDATE OF task SKIP LOCKED
                """)
                .param("timeout", claimTimeout.toMillis())
                .param("limit", BATCH)
                .query((row, number) -> untaken(row))
                .list();
    }

    private static Untaken untaken(ResultSet row) throws SQLException {
        return new Untaken(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                Untaken.Reason.valueOf(row.getString("reason")));
    }

    /** Queues the waiting tasks that are due; how many. */
    int queueDue() {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM task WHERE status = 'WAITING' AND due_at <= now()
                    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                UPDATE task SET status = 'QUEUED', due_at = NULL, revision = revision + 1
                WHERE id IN (SELECT id FROM due)
                """).param("limit", BATCH).update();
    }

    /** Fails the tasks whose deadline has passed. */
    List<Task> failOverdue(String error) {
        return jdbc.sql("""
                WITH overdue AS MATERIALIZED (
                    SELECT id FROM task
                    WHERE deadline <= now() AND status IN ('QUEUED', 'ASSIGNED', 'RUNNING', 'WAITING')
                    ORDER BY deadline LIMIT :limit FOR UPDATE SKIP LOCKED)
                UPDATE task
                SET status = 'FAILED', error = :error, finished_at = now(), due_at = NULL,
                    lease_token = NULL, lease_holder = NULL, lease_until = NULL, revision = revision + 1
                WHERE id IN (SELECT id FROM overdue)
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("error", error)
                .param("limit", BATCH)
                .query(rows)
                .list();
    }

    /** A task that its agent won't take, and why. */
    record Untaken(UUID taskId, UUID agentId, Reason reason) {

        enum Reason {
            AGENT_SUSPECT,
            NOT_CLAIMED
        }
    }
}
