package io.agentplane.policy.decision;

import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.engine.LoggedMatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The decision table's SQL. */
@Repository
class DecisionQueries {

    private static final String INSERT = """
            INSERT INTO decision (id, at, namespace, agent_id, action, resource, outcome, policy_id, logged, context)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
            ON CONFLICT (id) DO NOTHING
            """;

    /** JSON's way to write the one character that PostgreSQL can't store. */
    private static final String NUL = "\\u0000";

    private static final TypeReference<List<LoggedMatch>> LOGGED = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> CONTEXT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;
    private final long maxContext;

    DecisionQueries(JdbcClient jdbc, JdbcTemplate template, JsonMapper json, DecisionSettings settings) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
        this.maxContext = settings.maxContext().toBytes();
    }

    /** Stores all or none; what is stored already is passed over. */
    @Transactional
    void insert(List<KeptDecision> decisions) {
        template.batchUpdate(INSERT, decisions, decisions.size(), (insert, decision) -> {
            insert.setObject(1, decision.id());
            insert.setTimestamp(2, Timestamp.from(decision.at()));
            insert.setString(3, decision.namespace());
            insert.setString(4, decision.agentId());
            insert.setString(5, decision.action());
            insert.setString(6, decision.resource());
            insert.setString(7, decision.decision().name());
            insert.setString(8, decision.policyId());
            insert.setString(9, json.writeValueAsString(decision.logged()));
            insert.setString(10, bounded(decision.context()));
        });
    }

    private @Nullable String bounded(@Nullable Map<String, @Nullable Object> context) {
        String written = json.writeValueAsString(context);
        return written.length() > maxContext || written.contains(NUL) ? null : written;
    }

    /** Finds decisions of the present namespace, newest first; one more than the limit when there are more. */
    List<KeptDecision> search(DecisionSearch search) {
        return jdbc.sql("""
                SELECT * FROM decision
                WHERE namespace = :namespace
                  AND (CAST(:agentId AS text) IS NULL OR agent_id = :agentId)
                  AND (CAST(:outcome AS text) IS NULL OR outcome = :outcome)
                  AND (CAST(:before AS uuid) IS NULL OR id < :before)
                ORDER BY id DESC LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("agentId", search.agentId())
                .param(
                        "outcome",
                        search.decision() == null ? null : search.decision().name())
                .param("before", search.before())
                .param("limit", search.limit() + 1)
                .query((row, number) -> decision(row))
                .list();
    }

    private KeptDecision decision(ResultSet row) throws SQLException {
        String context = row.getString("context");
        return new KeptDecision(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("namespace"),
                row.getString("agent_id"),
                row.getString("action"),
                row.getString("resource"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("policy_id"),
                json.readValue(row.getString("logged"), LOGGED),
                context == null ? null : json.readValue(context, CONTEXT),
                null);
    }

    void deleteBefore(Instant oldest) {
        jdbc.sql("DELETE FROM decision WHERE at < :oldest")
                .param("oldest", Timestamp.from(oldest))
                .update();
    }
}
