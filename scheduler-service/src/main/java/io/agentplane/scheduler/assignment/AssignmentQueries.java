package io.agentplane.scheduler.assignment;

import io.agentplane.scheduler.assignment.AssignmentRound.Assignment;
import io.agentplane.scheduler.assignment.Precedence.Urgent;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskRows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of giving tasks out, over all namespaces. */
@Repository
class AssignmentQueries {

    /**
     * Tasks of equal needs make a lane. Lanes that nobody has room for are left out, so that tasks which must wait never
     * stand before those which could run; the lanes themselves are found by leaps over the index, not by reading it all.
     */
    private static final String ASSIGNABLE = """
            WITH RECURSIVE lane AS (
                (SELECT namespace, capabilities FROM task WHERE status = 'QUEUED'
                 ORDER BY namespace, capabilities LIMIT 1)
                UNION ALL
                SELECT next.namespace, next.capabilities
                FROM lane CROSS JOIN LATERAL (
                    SELECT namespace, capabilities FROM task
                    WHERE status = 'QUEUED'
                        AND (namespace, capabilities) > (lane.namespace, lane.capabilities)
                    ORDER BY namespace, capabilities LIMIT 1) AS next)
            SELECT queued.*, (
                SELECT left_by.capabilities FROM agent AS left_by
                WHERE left_by.id = queued.lost_by AND left_by.status IN ('INACTIVE', 'DECOMMISSIONED')
                    AND cardinality(queued.capabilities) = 0) AS preferred
            FROM lane CROSS JOIN LATERAL (
                SELECT id, priority, namespace, specialization, capabilities, lost_by FROM task
                WHERE status = 'QUEUED'
                    AND namespace = lane.namespace AND capabilities = lane.capabilities
                    AND (deadline IS NULL OR deadline > now())
                ORDER BY priority, id LIMIT :limit) AS queued
            WHERE EXISTS (
                SELECT 1 FROM agent
                WHERE agent.id = ANY (:free)
                    AND agent.namespace = lane.namespace AND agent.capabilities @> lane.capabilities)
            ORDER BY priority, id LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final TaskRows rows;

    AssignmentQueries(JdbcClient jdbc, TaskRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** True when this transaction alone may assign. */
    boolean lock() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('assignment'), hashtext(current_schema()))")
                .query(Boolean.class)
                .single();
    }

    /** The trusted active agents with room for more, but those that drain. */
    List<Candidate> candidates() {
        return jdbc.sql("""
                SELECT agent.*, coalesce(held.tasks, 0) AS load
                FROM agent LEFT JOIN (
                    SELECT agent_id, count(*) AS tasks FROM task WHERE status IN ('ASSIGNED', 'RUNNING')
                    GROUP BY agent_id) AS held ON held.agent_id = agent.id
                WHERE agent.status = 'ACTIVE' AND NOT agent.suspect AND agent.drain_until IS NULL
                    AND coalesce(held.tasks, 0) < agent.max_concurrency
                """).query((row, number) -> candidate(row)).list();
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        long completed = row.getLong("completed");
        long ended = completed + row.getLong("failed");
        Timestamp lastAssignedAt = row.getTimestamp("last_assigned_at");
        return new Candidate(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("namespace"),
                row.getString("specialization"),
                Set.of((String[]) row.getArray("capabilities").getArray()),
                row.getInt("max_concurrency"),
                row.getInt("load"),
                ended == 0 ? 1 : (double) completed / ended,
                lastAssignedAt == null ? 0 : lastAssignedAt.getTime());
    }

    /** The first tasks of the queue that one of these agents can do. */
    List<Need> assignable(List<Candidate> free, int limit) {
        return jdbc.sql(ASSIGNABLE)
                .param("free", free.stream().map(Candidate::id).toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, number) -> need(row))
                .list();
    }

    private static Need need(ResultSet row) throws SQLException {
        return new Need(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                row.getString("specialization"),
                texts(row.getArray("capabilities")),
                row.getObject("lost_by", UUID.class),
                texts(row.getArray("preferred")));
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /**
     * Writes assignments; a task that was called off meanwhile is passed over, and so is an agent that was distrusted since,
     * perhaps for this very task.
     */
    List<Task> assign(List<Assignment> assignments) {
        UUID[] agents = assignments.stream().map(Assignment::agentId).toArray(UUID[]::new);
        List<Task> assigned = jdbc.sql("""
                UPDATE task
                SET status = 'ASSIGNED', agent_id = given.agent_id, assigned_at = now(), revision = task.revision + 1
                FROM unnest(:tasks, :agents) AS given (task_id, agent_id) JOIN agent ON agent.id = given.agent_id
                WHERE task.id = given.task_id AND task.status = 'QUEUED'
                    AND agent.status = 'ACTIVE' AND NOT agent.suspect AND agent.drain_until IS NULL
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("tasks", assignments.stream().map(Assignment::taskId).toArray(UUID[]::new))
                .param("agents", agents)
                .query(rows)
                .list();
        noteAssigned(agents);
        return assigned;
    }

    /**
     * Queued tasks that an agent can do and that are more urgent than the last of those it would be handed now, the most urgent
     * first; not what it has lost, which others are to have first. It looks at the lanes of the agent's namespace, and at none
     * when nothing could be more urgent.
     */
    List<UUID> moreUrgent(UUID agentId, String namespace, int most) {
        return jdbc.sql("""
                WITH RECURSIVE agent_now AS MATERIALIZED (
                    SELECT capabilities, (
                        SELECT max(priority) FROM (
                            SELECT priority FROM task WHERE agent_id = :agent AND status = 'ASSIGNED'
                            ORDER BY priority, id LIMIT :most) AS next) AS lowest
                    FROM agent
                    WHERE id = :agent AND namespace = :namespace AND status = 'ACTIVE' AND drain_until IS NULL),
                lane AS (
                    (SELECT capabilities FROM task
                     WHERE status = 'QUEUED' AND namespace = :namespace AND (SELECT lowest FROM agent_now) > 0
                     ORDER BY capabilities LIMIT 1)
                    UNION ALL
                    SELECT next.capabilities
                    FROM lane CROSS JOIN LATERAL (
                        SELECT capabilities FROM task
                        WHERE status = 'QUEUED' AND namespace = :namespace AND capabilities > lane.capabilities
                        ORDER BY capabilities LIMIT 1) AS next)
                SELECT queued.id
                FROM lane JOIN agent_now ON agent_now.capabilities @> lane.capabilities
                CROSS JOIN LATERAL (
                    SELECT id, priority FROM task
                    WHERE status = 'QUEUED' AND namespace = :namespace AND capabilities = lane.capabilities
                        AND priority < agent_now.lowest AND (deadline IS NULL OR deadline > now())
                        AND lost_by IS DISTINCT FROM :agent
                    ORDER BY priority, id LIMIT :most) AS queued
                ORDER BY queued.priority, queued.id LIMIT :most
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .param("most", most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of the tasks that are queued still, locked, the most urgent first. */
    List<Urgent> lockQueued(List<UUID> taskIds) {
        return jdbc.sql("""
                SELECT id, priority FROM task WHERE id = ANY (:ids) AND status = 'QUEUED'
                ORDER BY priority, id FOR UPDATE SKIP LOCKED
                """)
                .param("ids", taskIds.toArray(UUID[]::new))
                .query((row, number) -> urgent(row))
                .list();
    }

    /** What an agent was given and has not taken up, locked, the least urgent first. */
    List<Urgent> lockUntaken(UUID agentId, String namespace, int most) {
        return jdbc.sql("""
                SELECT id, priority FROM task WHERE agent_id = :agent AND namespace = :namespace AND status = 'ASSIGNED'
                ORDER BY priority DESC, id DESC LIMIT :most FOR UPDATE SKIP LOCKED
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .param("most", most)
                .query((row, number) -> urgent(row))
                .list();
    }

    private static Urgent urgent(ResultSet row) throws SQLException {
        return new Urgent(row.getObject("id", UUID.class), row.getInt("priority"));
    }

    /** Queues locked tasks again. Nobody has lost them. */
    List<Task> release(List<UUID> taskIds) {
        return jdbc.sql("""
                UPDATE task SET status = 'QUEUED', agent_id = NULL, assigned_at = NULL, revision = revision + 1
                WHERE id = ANY (:ids) RETURNING\s""" + TaskRows.COLUMNS)
                .param("ids", taskIds.toArray(UUID[]::new))
                .query(rows)
                .list();
    }

    /** Tasks are locked before agents everywhere, and agents by their ids, so that nobody waits in a circle. */
    private void noteAssigned(UUID[] agents) {
        jdbc.sql("""
                WITH given AS MATERIALIZED (
                    SELECT id FROM agent WHERE id = ANY (:agents) ORDER BY id FOR UPDATE)
                UPDATE agent SET last_assigned_at = now() FROM given WHERE agent.id = given.id
                """).param("agents", agents).update();
    }
}
