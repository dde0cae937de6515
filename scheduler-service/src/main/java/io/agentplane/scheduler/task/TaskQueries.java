package io.agentplane.scheduler.task;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.PageRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of tasks that are stored, looked at, or moved by a person. */
@Repository
class TaskQueries {

    private static final Set<TaskContent> ALL = EnumSet.allOf(TaskContent.class);
    private static final String WHOLE = TaskRows.columns(ALL);

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final TaskRows rows;
    private final RowMapper<Task> whole;

    TaskQueries(JdbcClient jdbc, StoredJson json, TaskRows rows) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.whole = rows.with(ALL);
    }

    /** Stores many tasks with one statement, in the order given. */
    List<Task> insert(List<NewTask> tasks, Caller submitter, String namespace) {
        return jdbc.sql("""
                    INSERT INTO task (id, namespace, type, payload, priority, specialization, capabilities, deadline,
                        max_retries, timeout_millis, estimated_cost, action, resource, submitted_by, submitter_id, status)
                    SELECT id, :namespace, type, payload, priority, specialization, capabilities, deadline,
                        max_retries, timeout_millis, estimated_cost, action, resource, :submittedBy, :submitterId, 'QUEUED'
                    FROM jsonb_to_recordset(CAST(:tasks AS jsonb)) AS news
                        (id uuid, type text, payload jsonb, priority smallint, specialization text, capabilities text[],
                         deadline timestamptz, max_retries int, timeout_millis bigint, estimated_cost numeric,
                         action text, resource text)
                    RETURNING\s""" + TaskRows.COLUMNS)
                .param("namespace", namespace)
                .param("submittedBy", submitter.name())
                .param("submitterId", submitter.id())
                .param("tasks", json.write(tasks.stream().map(TaskQueries::row).toList()))
                .query(rows)
                .list();
    }

    private static Map<String, @Nullable Object> row(NewTask task) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", task.id());
        row.put("type", task.type());
        row.put("payload", task.payload());
        row.put("priority", task.priority());
        row.put("specialization", task.specialization());
        row.put("capabilities", task.capabilities());
        row.put("deadline", task.deadline());
        row.put("max_retries", task.maxRetries());
        Duration timeout = task.timeout();
        row.put("timeout_millis", timeout == null ? null : timeout.toMillis());
        row.put("estimated_cost", task.estimatedCost());
        row.put("action", task.action());
        row.put("resource", task.resource());
        return row;
    }

    Optional<Task> find(UUID id, String namespace) {
        return jdbc.sql("SELECT " + WHOLE + " FROM task WHERE id = :id AND namespace = :namespace")
                .param("id", id)
                .param("namespace", namespace)
                .query(whole)
                .optional();
    }

    Optional<Accepted> findAccepted(UUID id, String namespace) {
        return jdbc.sql("SELECT " + WHOLE + ", action, resource FROM task WHERE id = :id AND namespace = :namespace")
                .param("id", id)
                .param("namespace", namespace)
                .query((row, number) -> {
                    Task task = Objects.requireNonNull(whole.mapRow(row, number));
                    return new Accepted(
                            task, accepted(task.view(), row.getString("action"), row.getString("resource")));
                })
                .optional();
    }

    private static NewTask accepted(TaskView task, String action, @Nullable String resource) {
        return new NewTask(
                task.id(),
                task.type(),
                task.payload(),
                task.priority(),
                task.specialization(),
                new TreeSet<>(task.capabilities()),
                task.deadline(),
                task.maxRetries(),
                task.timeout(),
                task.estimatedCost(),
                action,
                resource);
    }

    /** The task, and nobody else moves the task until the end of the transaction. */
    Optional<Task> lock(UUID id, String namespace) {
        return jdbc.sql("SELECT " + TaskRows.COLUMNS
                        + " FROM task WHERE id = :id AND namespace = :namespace FOR UPDATE")
                .param("id", id)
                .param("namespace", namespace)
                .query(rows)
                .optional();
    }

    /** Oldest first, one more than the limit where there are more. */
    Stream<TaskView> search(TaskSearch search, String namespace) {
        Set<TaskContent> included = search.included();
        StringBuilder sql =
                new StringBuilder("SELECT " + TaskRows.columns(included) + " FROM task WHERE namespace = :namespace");
        Map<String, Object> params = new HashMap<>(Map.of("namespace", namespace));
        and(
                sql,
                params,
                "status = :status",
                "status",
                search.status() == null ? null : search.status().name());
        and(sql, params, "agent_id = :agent", "agent", search.agentId());
        and(sql, params, "type = :type", "type", search.type());
        and(sql, params, "id > :after", "after", search.after());
        RowMapper<Task> tasks = rows.with(included);
        return PageRows.stream(
                jdbc.sql(sql.append(" ORDER BY id LIMIT :limit").toString()).params(params),
                search.limit(),
                (row, number) -> tasks.mapRow(row, number).view());
    }

    private static void and(
            StringBuilder sql, Map<String, Object> params, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            params.put(name, value);
        }
    }

    Task cancel(UUID id, String namespace) {
        return jdbc.sql("""
                UPDATE task SET status = 'CANCELLED', finished_at = now(), due_at = NULL,
                    lease_token = NULL, lease_holder = NULL, lease_until = NULL, revision = revision + 1
                WHERE id = :id AND namespace = :namespace
                RETURNING\s""" + WHOLE)
                .param("id", id)
                .param("namespace", namespace)
                .query(whole)
                .single();
    }

    /** Starts a task anew, with all its attempts before it. */
    Task requeue(UUID id, String namespace) {
        return jdbc.sql("""
                UPDATE task SET status = 'QUEUED', agent_id = NULL, lost_by = NULL, attempt = 0, forgiven = 0, error = NULL,
                    lease_token = NULL, lease_holder = NULL, progress = NULL, started_at = NULL, finished_at = NULL, revision = revision + 1,
                    deadline = CASE WHEN deadline > now() THEN deadline END
                WHERE id = :id AND namespace = :namespace
                RETURNING\s""" + WHOLE)
                .param("id", id)
                .param("namespace", namespace)
                .query(whole)
                .single();
    }

    /** In the order of the types; one more than the limit when there are more. */
    List<QueueView> queues(String namespace, String after, int limit) {
        return jdbc.sql("""
                SELECT type,
                    count(*) FILTER (WHERE status = 'QUEUED') AS queued,
                    count(*) FILTER (WHERE status = 'ASSIGNED') AS assigned,
                    count(*) FILTER (WHERE status = 'RUNNING') AS running,
                    count(*) FILTER (WHERE status = 'WAITING') AS waiting,
                    count(*) FILTER (WHERE status = 'DEAD') AS dead,
                    CAST(extract(epoch FROM now() - min(created_at) FILTER (WHERE status = 'QUEUED')) AS double precision)
                        AS oldest_seconds
                FROM task
                WHERE namespace = :namespace AND status IN ('QUEUED', 'ASSIGNED', 'RUNNING', 'WAITING', 'DEAD')
                    AND type > :after
                GROUP BY type ORDER BY type LIMIT :limit
                """)
                .param("namespace", namespace)
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, number) -> queue(row))
                .list();
    }

    private static QueueView queue(ResultSet row) throws SQLException {
        Double oldestSeconds = row.getObject("oldest_seconds", Double.class);
        return new QueueView(
                row.getString("type"),
                row.getLong("queued"),
                row.getLong("assigned"),
                row.getLong("running"),
                row.getLong("waiting"),
                row.getLong("dead"),
                oldestSeconds == null ? null : Duration.ofMillis(Math.round(oldestSeconds * 1000)));
    }

    /** How many tasks of all namespaces are queued; counting stops at 100,000. */
    long depth() {
        return jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM task WHERE status = 'QUEUED' LIMIT 100000) AS bounded")
                .query(Long.class)
                .single();
    }

    /** A task as it is, and as it was accepted. */
    record Accepted(Task task, NewTask as) {}
}
