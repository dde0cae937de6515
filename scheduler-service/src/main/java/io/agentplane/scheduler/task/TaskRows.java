package io.agentplane.scheduler.task;

import io.agentplane.platform.json.StoredJson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * Reads rows of the task table, for every feature that has statements on it. A task is read without what can be large: most
 * statements move hundreds of tasks, and none of them needs it.
 */
@Component
public class TaskRows implements RowMapper<Task> {

    /** All columns but those of {@link TaskContent}; never {@code *}. */
    public static final String COLUMNS = """
            task.id, task.namespace, task.type, task.priority, task.specialization, task.capabilities, task.deadline,
            task.max_retries, task.timeout_millis, task.estimated_cost, task.submitted_by, task.submitter_id, task.status,
            task.agent_id, task.lost_by, task.attempt, task.forgiven, task.due_at, task.lease_token, task.lease_holder,
            task.lease_until, task.progress, task.error, task.revision, task.created_at, task.started_at, task.finished_at
            """;

    private final StoredJson json;

    TaskRows(StoredJson json) {
        this.json = json;
    }

    /** The same columns with some that can be large. */
    public static String columns(Set<TaskContent> included) {
        StringBuilder columns = new StringBuilder(COLUMNS);
        included.forEach(content -> columns.append(", task.").append(content.wireName()));
        return columns.toString();
    }

    @Override
    public Task mapRow(ResultSet row, int number) throws SQLException {
        if (number == 0) {
            requireLight(row.getMetaData());
        }
        return task(row, Set.of());
    }

    /** Reads {@link #columns} with what can be large. */
    public RowMapper<Task> with(Set<TaskContent> included) {
        return (row, number) -> task(row, included);
    }

    /** A statement that reads what nobody asked for is a fault in it, which shows in the first test that comes by. */
    private static void requireLight(ResultSetMetaData columns) throws SQLException {
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnLabel(column);
            if (Arrays.stream(TaskContent.values())
                    .anyMatch(content -> content.wireName().equals(name))) {
                throw new IllegalStateException("Tasks are read by columns without " + name);
            }
        }
    }

    private Task task(ResultSet row, Set<TaskContent> included) throws SQLException {
        return new Task(
                row.getString("namespace"),
                row.getObject("lease_token", UUID.class),
                row.getObject("lease_holder", UUID.class),
                row.getObject("lost_by", UUID.class),
                row.getString("submitter_id"),
                row.getInt("forgiven"),
                view(row, included));
    }

    private TaskView view(ResultSet row, Set<TaskContent> included) throws SQLException {
        return new TaskView(
                row.getObject("id", UUID.class),
                row.getString("type"),
                content(row, TaskContent.PAYLOAD, included),
                row.getInt("priority"),
                row.getString("specialization"),
                texts(row.getArray("capabilities")),
                instant(row.getTimestamp("deadline")),
                row.getInt("max_retries"),
                millis(row.getObject("timeout_millis", Long.class)),
                row.getBigDecimal("estimated_cost"),
                row.getString("submitted_by"),
                TaskStatus.valueOf(row.getString("status")),
                row.getObject("agent_id", UUID.class),
                row.getInt("attempt"),
                instant(row.getTimestamp("due_at")),
                instant(row.getTimestamp("lease_until")),
                row.getObject("progress", Double.class),
                content(row, TaskContent.RESULT, included),
                row.getString("error"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")),
                row.getLong("revision"));
    }

    private @Nullable Object content(ResultSet row, TaskContent content, Set<TaskContent> included)
            throws SQLException {
        return included.contains(content) ? json(row.getString(content.wireName())) : null;
    }

    @Nullable
    Object json(@Nullable String text) {
        return text == null ? null : json.read(text, Object.class);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Duration millis(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
