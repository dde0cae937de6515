package io.agentplane.policy.killswitch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The kill_switch table's SQL. An empty agent id stands for all agents. */
@Repository
class KillSwitchQueries {

    static final String ALL = "";

    private final JdbcClient jdbc;

    KillSwitchQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Throws the switch, or changes its reason; returns it with its new revision. */
    KillSwitchView store(KillSwitchView thrown) {
        return jdbc.sql("""
                INSERT INTO kill_switch AS known (namespace, agent_id, killed, reason, changed_by, at, revision)
                VALUES (:namespace, :agent, true, :reason, :by, :at, 1)
                ON CONFLICT (namespace, agent_id) DO UPDATE
                SET killed = true, reason = excluded.reason, changed_by = excluded.changed_by, at = excluded.at,
                    revision = known.revision + 1
                RETURNING *
                """)
                .param("namespace", thrown.namespace())
                .param("agent", Objects.requireNonNullElse(thrown.agentId(), ALL))
                .param("reason", thrown.reason())
                .param("by", thrown.by())
                .param("at", thrown.at().atOffset(ZoneOffset.UTC))
                .query((row, number) -> view(row))
                .single();
    }

    /** Releases the switch if it is thrown. */
    Optional<KillSwitchView> release(String namespace, @Nullable String agentId, String by) {
        return jdbc.sql("""
                UPDATE kill_switch SET killed = false, changed_by = :by, at = clock_timestamp(), revision = revision + 1
                WHERE namespace = :namespace AND agent_id = :agent AND killed
                RETURNING *
                """)
                .param("namespace", namespace)
                .param("agent", Objects.requireNonNullElse(agentId, ALL))
                .param("by", by)
                .query((row, number) -> view(row))
                .optional();
    }

    /** Those thrown, by agent id; one more than the limit when there are more. */
    List<KillSwitchView> list(String namespace, @Nullable String after, int limit) {
        return jdbc.sql("""
                SELECT * FROM kill_switch
                WHERE namespace = :namespace AND killed AND (CAST(:after AS text) IS NULL OR agent_id > :after)
                ORDER BY agent_id LIMIT :limit
                """)
                .param("namespace", namespace)
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, number) -> view(row))
                .list();
    }

    /** The reasons of all thrown in a namespace, by agent id. */
    Map<String, String> reasons(String namespace) {
        Map<String, String> reasons = new HashMap<>();
        jdbc.sql("SELECT agent_id, reason FROM kill_switch WHERE namespace = :namespace AND killed")
                .param("namespace", namespace)
                .query(row -> {
                    reasons.put(row.getString("agent_id"), row.getString("reason"));
                });
        return reasons;
    }

    /** How many are thrown in all namespaces. */
    long countThrown() {
        return jdbc.sql("SELECT count(*) FROM kill_switch WHERE killed")
                .query(Long.class)
                .single();
    }

    private static KillSwitchView view(ResultSet row) throws SQLException {
        String agent = row.getString("agent_id");
        return new KillSwitchView(
                row.getString("namespace"),
                agent.equals(ALL) ? null : agent,
                row.getBoolean("killed"),
                row.getString("reason"),
                row.getString("changed_by"),
                row.getTimestamp("at").toInstant(),
                row.getLong("revision"));
    }
}
