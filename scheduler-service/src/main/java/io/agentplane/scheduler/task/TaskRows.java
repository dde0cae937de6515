package io.agentplane.scheduler.task;

import io.agentplane.platform.json.StoredJson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Reads rows of the task table, for every feature that has statements on it. */
@Component
public class TaskRows implements RowMapper<Task> {

    private final StoredJson json;

    TaskRows(StoredJson json) {
        this.json = json;
    }

    @Override
    public Task mapRow(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getString("namespace"),
                row.getObject("lease_token", UUID.class),
                row.getObject("lost_by", UUID.class),
                row.getString("submitter_id"),
                row.getInt("forgiven"),
                view(row));
    }

    private TaskView view(ResultSet row) throws SQLException {
        return new TaskView(
                row.getObject("id", UUID.class),
                row.getString("type"),
                json(row.getString("payload")),
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
                json(row.getString("result")),
                row.getString("error"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")),
                row.getLong("revision"));
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
