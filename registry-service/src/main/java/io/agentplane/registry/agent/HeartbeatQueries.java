package io.agentplane.registry.agent;

import io.agentplane.registry.agent.Signs.Sign;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of heartbeats: written and read in bulk, with the database's time. */
@Repository
class HeartbeatQueries {

    private static final String STORE_OF_AGENTS = """
            INSERT INTO agent_heartbeat (agent_id, at, load, error_rate, response_time_millis)
            SELECT agent_id, now(), load, error_rate, response_time_millis
            FROM unnest(?::uuid[], ?::float8[], ?::float8[], ?::int8[])
                AS news (agent_id, load, error_rate, response_time_millis)
            WHERE EXISTS (SELECT 1 FROM agent WHERE agent.id = news.agent_id)
            ORDER BY agent_id
            ON CONFLICT (agent_id) DO UPDATE
            SET at = excluded.at, load = excluded.load,
                error_rate = excluded.error_rate, response_time_millis = excluded.response_time_millis
            """;

    /** What waited while its instance was removed is dropped. */
    private static final String STORE_OF_INSTANCES = """
            INSERT INTO instance_heartbeat (agent_id, load, error_rate, response_time_millis, instance_id, at)
            SELECT news.*, now()
            FROM unnest(?::uuid[], ?::float8[], ?::float8[], ?::int8[], ?::uuid[])
                AS news (agent_id, load, error_rate, response_time_millis, instance_id)
            WHERE EXISTS (
                SELECT 1 FROM agent WHERE agent.id = news.agent_id
                    AND agent.instances @> jsonb_build_array(jsonb_build_object('id', news.instance_id)))
            ORDER BY instance_id
            ON CONFLICT (instance_id) DO UPDATE
            SET at = excluded.at, load = excluded.load,
                error_rate = excluded.error_rate, response_time_millis = excluded.response_time_millis
            """;

    /** An instance that missed four heartbeats or so says nothing of its agent's load any more. */
    private static final String SIGNS = """
            SELECT agent_id, agent_id AS id, at, load, error_rate, response_time_millis, true AS recent, false AS instance
            FROM agent_heartbeat WHERE agent_id = ANY(:agents)
            UNION ALL
            SELECT agent_id, instance_id, at, load, error_rate, response_time_millis, at > now() - interval '2 minutes', true
            FROM instance_heartbeat WHERE agent_id = ANY(:agents)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    HeartbeatQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** The last signs of life of these agents and their instances. */
    Signs signs(Collection<UUID> agents) {
        if (agents.isEmpty()) {
            return Signs.NONE;
        }
        Map<UUID, Sign> ofAgents = new HashMap<>();
        Map<UUID, Sign> ofInstances = new HashMap<>();
        jdbc.sql(SIGNS).param("agents", agents.toArray(UUID[]::new)).query(row -> {
            Long responseTime = row.getObject("response_time_millis", Long.class);
            var sign = new Sign(
                    row.getObject("agent_id", UUID.class),
                    row.getTimestamp("at").toInstant(),
                    row.getDouble("load"),
                    row.getObject("error_rate", Double.class),
                    responseTime == null ? null : Duration.ofMillis(responseTime),
                    row.getBoolean("recent"));
            (row.getBoolean("instance") ? ofInstances : ofAgents).put(row.getObject("id", UUID.class), sign);
        });
        return Signs.of(ofAgents, ofInstances);
    }

    /** Stores the heartbeats of many agents, one for each. */
    void storeOfAgents(List<Heartbeat> heartbeats) {
        template.update(STORE_OF_AGENTS, statement -> set(statement, heartbeats));
    }

    /** Stores the heartbeats of many instances, one for each. */
    void storeOfInstances(List<Heartbeat> heartbeats) {
        template.update(STORE_OF_INSTANCES, statement -> {
            set(statement, heartbeats);
            statement.setArray(
                    5, statement.getConnection().createArrayOf("uuid", column(heartbeats, Heartbeat::instanceId)));
        });
    }

    private static void set(PreparedStatement statement, List<Heartbeat> heartbeats) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(1, connection.createArrayOf("uuid", column(heartbeats, Heartbeat::agentId)));
        statement.setArray(2, connection.createArrayOf("float8", column(heartbeats, Heartbeat::load)));
        statement.setArray(3, connection.createArrayOf("float8", column(heartbeats, Heartbeat::errorRate)));
        statement.setArray(4, connection.createArrayOf("int8", column(heartbeats, HeartbeatQueries::responseMillis)));
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
