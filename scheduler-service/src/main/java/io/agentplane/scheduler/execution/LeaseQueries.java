package io.agentplane.scheduler.execution;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.scheduler.execution.CompleteTasksRequest.Completion;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskContent;
import io.agentplane.scheduler.task.TaskRows;
import io.agentplane.scheduler.task.TaskStatus;
import java.sql.Types;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of taking tasks and reporting on them. The database's clock decides whether a lease still holds. */
@Repository
class LeaseQueries {

    private static final Set<TaskContent> PAYLOAD = EnumSet.of(TaskContent.PAYLOAD);
    private static final int MAX_OCTETS_CLAIMED = 1024 * 1024;
    private static final String WITH_PAYLOAD = TaskRows.columns(PAYLOAD);
    private static final Comparator<Task> IN_ORDER =
            Comparator.comparingInt((Task task) -> task.view().priority()).thenComparing(Task::id);

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final TaskRows rows;

    LeaseQueries(JdbcClient jdbc, StoredJson json, TaskRows rows) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
    }

    /**
     * Takes what an active agent was given, one task at least and as many as their payloads allow; two claims at once never
     * take the same.
     */
    List<Task> claim(UUID agentId, String namespace, int max, Duration lease) {
        return jdbc
                .sql("""
                        WITH next AS MATERIALIZED (
                            SELECT id, priority, payload_size FROM task
                            WHERE agent_id = :agent AND namespace = :namespace AND status = 'ASSIGNED'
                                AND (deadline IS NULL OR deadline > now())
                                AND EXISTS (SELECT 1 FROM agent WHERE agent.id = :agent AND agent.status = 'ACTIVE')
                            ORDER BY priority, id LIMIT :max FOR UPDATE SKIP LOCKED),
                        measured AS (
                            SELECT id, row_number() OVER told AS place, sum(payload_size) OVER told AS octets
                            FROM next WINDOW told AS (ORDER BY priority, id ROWS UNBOUNDED PRECEDING)),
                        mine AS (SELECT id FROM measured WHERE place = 1 OR octets <= :octets)
                        UPDATE task
                        SET status = 'RUNNING', attempt = attempt + 1, started_at = now(), progress = NULL,
                            lease_token = gen_random_uuid(), lease_holder = agent_id, lease_millis = :lease,
                            lease_until =
                                least(now() + least(:lease, timeout_millis) * interval '1 millisecond', deadline),
                            revision = revision + 1
                        FROM mine WHERE task.id = mine.id
                        RETURNING\s""" + WITH_PAYLOAD)
                .param("agent", agentId)
                .param("namespace", namespace)
                .param("max", max)
                .param("octets", MAX_OCTETS_CLAIMED)
                .param("lease", lease.toMillis())
                .query(rows.with(PAYLOAD))
                .stream()
                .sorted(IN_ORDER)
                .toList();
    }

    /** Extends a lease by its length, yet not beyond the task's timeout or deadline. The task keeps its revision. */
    Optional<Task> extend(UUID taskId, String namespace, UUID leaseToken, @Nullable Double progress) {
        return jdbc.sql("""
                UPDATE task
                SET progress = coalesce(:progress, progress),
                    lease_until = least(now() + lease_millis * interval '1 millisecond',
                                        started_at + timeout_millis * interval '1 millisecond', deadline)
                WHERE id = :id AND namespace = :namespace
                    AND status = 'RUNNING' AND lease_token = :token AND lease_until > now()
                RETURNING\s""" + TaskRows.COLUMNS)
                .param("id", taskId)
                .param("namespace", namespace)
                .param("token", leaseToken)
                .param("progress", progress)
                .query(rows)
                .optional();
    }

    /**
     * Completes those whose lease holds; the token stays, so that a repeated report can be told from a foreign one.
     *
     * @param agentId who must be the holder; null when the token alone proves it
     * @param included what of the tasks to read
     */
    List<Task> complete(
            List<Completion> completions, String namespace, @Nullable UUID agentId, Set<TaskContent> included) {
        return jdbc.sql("""
                UPDATE task
                SET status = 'COMPLETED', result = done.result, error = NULL, finished_at = now(),
                    lease_until = NULL, revision = revision + 1
                FROM jsonb_to_recordset(CAST(:completions AS jsonb)) AS done
                    ("taskId" uuid, "leaseToken" uuid, result jsonb)
                WHERE task.id = done."taskId" AND task.namespace = :namespace
                    AND task.status = 'RUNNING' AND task.lease_token = done."leaseToken" AND task.lease_until > now()
                    AND task.lease_holder = coalesce(:agent, task.lease_holder)
                RETURNING\s""" + TaskRows.columns(included))
                .param("completions", json.write(completions))
                .param("agent", agentId, Types.OTHER)
                .param("namespace", namespace)
                .query(rows.with(included))
                .list();
    }

    /** The task if the lease holds; nobody else moves it until the end of the transaction. */
    Optional<Task> lock(UUID taskId, String namespace, UUID leaseToken) {
        return jdbc.sql("""
                SELECT %s FROM task
                WHERE id = :id AND namespace = :namespace
                    AND status = 'RUNNING' AND lease_token = :token AND lease_until > now()
                FOR UPDATE
                """.formatted(TaskRows.COLUMNS))
                .param("id", taskId)
                .param("namespace", namespace)
                .param("token", leaseToken)
                .query(rows)
                .optional();
    }

    /** Under which of these leases their agent has completed its task. */
    Set<LeaseProof> completed(List<Completion> completions, String namespace, UUID agentId) {
        return jdbc.sql("""
                SELECT task.id, task.lease_token FROM task
                JOIN jsonb_to_recordset(CAST(:completions AS jsonb)) AS done ("taskId" uuid, "leaseToken" uuid)
                    ON task.id = done."taskId" AND task.lease_token = done."leaseToken"
                WHERE task.namespace = :namespace AND task.lease_holder = :agent AND task.status = 'COMPLETED'
                """)
                .param("agent", agentId)
                .param("completions", json.write(completions))
                .param("namespace", namespace)
                .query((row, number) -> new LeaseProof(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .set();
    }

    Task retryLater(Task held, String error, Duration backoff) {
        return jdbc.sql("""
                UPDATE task
                SET status = 'WAITING', error = :error, due_at = now() + :backoff * interval '1 millisecond',
                    agent_id = NULL, lease_until = NULL, progress = NULL, revision = revision + 1
                WHERE id = :id AND namespace = :namespace
                RETURNING\s""" + WITH_PAYLOAD)
                .param("id", held.id())
                .param("namespace", held.namespace())
                .param("error", error)
                .param("backoff", backoff.toMillis())
                .query(rows.with(PAYLOAD))
                .single();
    }

    /** Ends a task as FAILED or DEAD. */
    Task giveUp(Task held, String error, TaskStatus status) {
        return jdbc.sql("""
                UPDATE task
                SET status = :status, error = :error, finished_at = now(), lease_until = NULL, revision = revision + 1
                WHERE id = :id AND namespace = :namespace
                RETURNING\s""" + WITH_PAYLOAD)
                .param("id", held.id())
                .param("namespace", held.namespace())
                .param("status", status.name())
                .param("error", error)
                .query(rows.with(PAYLOAD))
                .single();
    }

    /** How many tasks an agent holds, taken or not. */
    int load(UUID agentId, String namespace) {
        return jdbc.sql("""
                SELECT count(*) FROM task
                WHERE agent_id = :agent AND namespace = :namespace AND status IN ('ASSIGNED', 'RUNNING')
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .query(Integer.class)
                .single();
    }
}
