package io.agentplane.registry.agent;

import io.agentplane.platform.identity.Namespace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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
import tools.jackson.databind.json.JsonMapper;

/** The registry's SQL that JPA can't say: search by arrays and JSON over GIN indexes, and heartbeats in bulk. */
@Repository
class AgentQueries {

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

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    AgentQueries(EntityManager entities, JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    /** Finds agents of the present namespace, newest last; one more than the limit when there are more. */
    @SuppressWarnings("unchecked")
    List<Agent> search(AgentSearch search) {
        Query query = entities.createNativeQuery(sql(search), Agent.class)
                .setParameter("namespace", Namespace.current())
                .setMaxResults(search.limit() + 1);
        if (!search.capabilities().isEmpty()) {
            query.setParameter("capabilities", search.capabilities().toArray(String[]::new));
        }
        if (!search.tags().isEmpty()) {
            query.setParameter("tags", json.writeValueAsString(search.tags()));
        }
        if (search.status() != null) {
            query.setParameter("status", search.status().name());
        }
        if (search.role() != null) {
            query.setParameter("role", search.role().name());
        }
        if (search.owner() != null) {
            query.setParameter("owner", search.owner());
        }
        if (search.text() != null) {
            query.setParameter("text", "%" + search.text().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (search.after() != null) {
            query.setParameter("after", search.after());
        }
        return query.getResultList();
    }

    private static String sql(AgentSearch search) {
        StringBuilder sql = new StringBuilder("SELECT * FROM agent WHERE namespace = :namespace");
        and(sql, !search.capabilities().isEmpty(), "capabilities @> CAST(:capabilities AS text[])");
        and(sql, !search.tags().isEmpty(), "tags @> CAST(:tags AS jsonb)");
        and(sql, search.status() != null, "status = :status");
        and(sql, search.role() != null, "role = :role");
        and(sql, search.owner() != null, "owner = :owner");
        and(sql, search.text() != null, "(name ILIKE :text OR description ILIKE :text)");
        and(sql, search.after() != null, "id > :after");
        return sql.append(" ORDER BY id").toString();
    }

    private static void and(StringBuilder sql, boolean wanted, String condition) {
        if (wanted) {
            sql.append(" AND ").append(condition);
        }
    }

    /** The last heartbeat of each of these agents that has sent one. */
    Map<UUID, Heartbeat> heartbeats(Collection<UUID> agents) {
        if (agents.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT * FROM agent_heartbeat WHERE agent_id IN (:agents)")
                .param("agents", agents)
                .query((row, number) -> heartbeat(row))
                .stream()
                .collect(Collectors.toMap(Heartbeat::agentId, Function.identity()));
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
            statement.setArray(5, connection.createArrayOf("int8", column(heartbeats, AgentQueries::responseMillis)));
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
