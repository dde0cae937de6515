package io.agentplane.platform.outbox;

import io.agentplane.platform.event.StoredEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;

/** The outbox table's SQL. Rows are inserted by business transactions; the relay reads and deletes on its own connection. */
class OutboxQueries {

    private static final String INSERT = """
            INSERT INTO outbox_event
                (event_id, topic, type, source, subject, namespace, revision, created_at, trace_parent, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String OLDEST = """
            SELECT * FROM (
                SELECT *, sum(octet_length(state)) OVER (ORDER BY id) - octet_length(state) AS bytes_before
                FROM (
                    SELECT * FROM outbox_event WHERE subject <> ALL (?) AND topic <> ALL (?) ORDER BY id LIMIT ?
                ) AS oldest) AS measured
            WHERE bytes_before < ? ORDER BY id
            """;
    private static final int BATCH_BYTES = 8 * 1024 * 1024;
    private static final String DELETE = "DELETE FROM outbox_event WHERE id = ANY (?)";
    private static final String BURY = """
            WITH dead AS (DELETE FROM outbox_event WHERE id = ? RETURNING *)
            INSERT INTO dead_outbox_event (id, event_id, topic, type, source, subject, namespace, revision, created_at,
                trace_parent, state, failure)
            SELECT id, event_id, topic, type, source, subject, namespace, revision, created_at, trace_parent, state, ?
            FROM dead
            """;
    private static final String LEAD = "SELECT pg_try_advisory_lock(hashtext('outbox'), hashtext(current_schema()))";
    private static final String PLACE = "SELECT current_database() || '.' || current_schema()";
    private static final String RESIGN = "SELECT pg_advisory_unlock(hashtext('outbox'), hashtext(current_schema()))";

    private final JdbcTemplate jdbc;

    OutboxQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<StoredEvent> events) {
        jdbc.batchUpdate(INSERT, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement insert, int index) throws SQLException {
                StoredEvent event = events.get(index);
                insert.setObject(1, event.id());
                insert.setString(2, event.topic());
                insert.setString(3, event.type());
                insert.setString(4, event.source());
                insert.setString(5, event.subject());
                insert.setString(6, event.namespace());
                insert.setLong(7, event.revision());
                insert.setTimestamp(8, Timestamp.from(event.time()));
                insert.setString(9, event.traceParent());
                insert.setBytes(10, event.state());
            }

            @Override
            public int getBatchSize() {
                return events.size();
            }
        });
    }

    /** How many events wait; counting stops at 100,000. */
    long pending() {
        Long count = jdbc.queryForObject(
                "SELECT count(*) FROM (SELECT 1 FROM outbox_event LIMIT 100000) AS bounded", Long.class);
        return count == null ? 0 : count;
    }

    boolean isAnyPending() {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT EXISTS (SELECT 1 FROM outbox_event)", Boolean.class));
    }

    /** True when this connection now holds the right to relay; it ends with the connection at the latest. */
    boolean lead(Connection connection) throws SQLException {
        return isTrue(connection, LEAD);
    }

    void resign(Connection connection) throws SQLException {
        isTrue(connection, RESIGN);
    }

    /** The name of this outbox among all that share a Kafka: its database and schema. */
    String place(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * The events that were stored first of those that are not held back, in that order; fewer than the limit when they are
     * large. It always begins at the oldest: what was stored earlier may have become visible only now.
     */
    List<Pending> oldest(Connection connection, HeldBack held, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
            statement.setArray(1, texts(connection, held.subjects()));
            statement.setArray(2, texts(connection, held.topics()));
            statement.setInt(3, limit);
            statement.setInt(4, BATCH_BYTES);
            List<Pending> batch = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    batch.add(pending(row));
                }
            }
            return batch;
        }
    }

    private static Array texts(Connection connection, Set<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(
                row.getLong("id"),
                new StoredEvent(
                        row.getObject("event_id", UUID.class),
                        row.getString("topic"),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getString("namespace"),
                        row.getLong("revision"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("trace_parent"),
                        row.getBytes("state")));
    }

    void delete(Connection connection, List<Pending> delivered) throws SQLException {
        Array ids = connection.createArrayOf(
                "bigint", delivered.stream().map(Pending::id).toArray());
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, ids);
            statement.executeUpdate();
        } finally {
            ids.free();
        }
    }

    /** Puts an event aside that Kafka will never take, for people to look at. */
    void bury(Connection connection, Pending dead, String failure) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BURY)) {
            statement.setLong(1, dead.id());
            statement.setString(2, failure);
            statement.executeUpdate();
        }
    }

    /** How many events have been put aside; counting stops at 100,000. */
    long dead() {
        Long count = jdbc.queryForObject(
                "SELECT count(*) FROM (SELECT 1 FROM dead_outbox_event LIMIT 100000) AS bounded", Long.class);
        return count == null ? 0 : count;
    }

    /** A stored event and its place in the order of storing. */
    record Pending(long id, StoredEvent event) {}
}
