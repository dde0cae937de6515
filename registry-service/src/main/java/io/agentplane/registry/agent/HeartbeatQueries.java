package io.agentplane.registry.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of heartbeats: written and read in bulk. */
@Repository
class HeartbeatQueries {

    /** Rows of heartbeats that lost the race against a newer one stay as they are. */
    private static final String STORE_HEARTBEATS = """
            INSERT INTO agent_heartbeat AS known (agent_id, at, load, error_rate, response_time_millis)
            SELECT news.* FROM unnest(?::uuid[], ?::timestamptz[], ?::float8[], ?::float8[], ?::int8[])
                AS news (agent_id, at, load, error_rate, response_time_millis)
            WHERE EXISTS (SELECT 1 FROM agent WHERE agent.id = news.agent_id)
            ON CONFLICT (agent_id) DO UPDATE
            SET at = excluded.at, load = excluded.load,
                error_rate = excluded.error_rate, response_time_millis = excluded.response_time_millis
            WHERE known.at < excluded.at
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    HeartbeatQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** The last signs of life of these agents. */
    Signs signs(Collection<UUID> agents) {
        if (agents.isEmpty()) {
            return Signs.NONE;
        }
        return new Signs(
                jdbc
                        .sql("SELECT * FROM agent_heartbeat WHERE agent_id = ANY(:agents)")
                        .param("agents", agents.toArray(UUID[]::new))
                        .query((row, number) -> heartbeat(row))
                        .stream()
                        .collect(Collectors.toMap(Heartbeat::agentId, Function.identity())),
                Map.of());
    }

    private static Heartbeat heartbeat(ResultSet row) throws SQLException {
        Long responseTime = row.getObject("response_time_millis", Long.class);
        return new Heartbeat(
                row.getObject("agent_id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getDouble("load"),
                row.getObject("error_rate", Double.class),
                responseTime == null ? null : Duration.ofMillis(responseTime));
    }

    /** Stores the heartbeats of many agents, one for each, with one statement. */
    void store(List<Heartbeat> heartbeats) {
        template.update(STORE_HEARTBEATS, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("uuid", column(heartbeats, Heartbeat::agentId)));
            statement.setArray(
                    2, connection.createArrayOf("timestamptz", column(heartbeats, beat -> Timestamp.from(beat.at()))));
            statement.setArray(3, connection.createArrayOf("float8", column(heartbeats, Heartbeat::load)));
            statement.setArray(4, connection.createArrayOf("float8", column(heartbeats, Heartbeat::errorRate)));
            statement.setArray(
                    5, connection.createArrayOf("int8", column(heartbeats, HeartbeatQueries::responseMillis)));
        });
    }

    private static @Nullable Long responseMillis(Heartbeat beat) {
        Duration responseTime = beat.responseTime();
        return responseTime == null ? null : responseTime.toMillis();
    }

    private static @Nullable Object[] column(List<Heartbeat> heartbeats, Function<Heartbeat, @Nullable Object> value) {
        @Nullable Object[] column = new @Nullable Object[heartbeats.size()];
        for (int row = 0; row < column.length; row++) {
            column[row] = value.apply(heartbeats.get(row));
        }
        return column;
    }
}
