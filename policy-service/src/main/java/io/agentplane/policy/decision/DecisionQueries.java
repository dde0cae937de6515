package io.agentplane.policy.decision;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.PageRows;
import io.agentplane.policy.engine.LoggedMatch;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The decision table's SQL. */
@Repository
class DecisionQueries {

    private static final String INSERT = """
            INSERT INTO decision (id, at, namespace, agent_id, action, resource, outcome, policy_id, logged, context, agent,
                approval_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String SEARCH = """
            SELECT * FROM decision
            WHERE namespace = :namespace
              AND (CAST(:agentId AS text) IS NULL OR agent_id = :agentId)
              AND (CAST(:action AS text) IS NULL OR action = :action)
              AND (CAST(:outcome AS text) IS NULL OR outcome = :outcome)
              AND (CAST(:policyId AS text) IS NULL OR policy_id = :policyId)
              AND id >= :from AND id < :to AND id < :before
            ORDER BY id DESC LIMIT :limit
            """;

    /** JSON's way to write the one character that PostgreSQL can't store. */
    private static final String NUL = "\\u0000";

    private static final TypeReference<List<LoggedMatch>> LOGGED = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> CONTEXT = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> AGENT = new TypeReference<>() {};

    private static final UUID BEHIND_ALL = new UUID(-1, -1);
    private static final Instant LAST_MOMENT = Instant.ofEpochMilli((1L << 48) - 1);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final StoredJson json;
    private final long maxContext;

    DecisionQueries(JdbcClient jdbc, JdbcTemplate template, StoredJson json, DecisionSettings settings) {
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
            insert.setString(9, json.write(decision.logged()));
            insert.setString(10, bounded(decision.context()));
            insert.setString(11, bounded(decision.agent()));
            insert.setObject(12, decision.approvalId());
        });
    }

    private @Nullable String bounded(@Nullable Map<String, ?> values) {
        String written = json.write(values);
        return values == null || written.length() > maxContext || written.contains(NUL) ? null : written;
    }

    /** Finds decisions of the present namespace, newest first, one more than the limit where there are more. */
    Stream<KeptDecision> search(DecisionSearch search) {
        return PageRows.stream(
                jdbc.sql(SEARCH)
                        .param("namespace", Namespace.current())
                        .param("agentId", search.agentId())
                        .param(
                                "outcome",
                                search.decision() == null
                                        ? null
                                        : search.decision().name())
                        .param("action", search.action())
                        .param("policyId", search.policyId())
                        .param("from", from(search.from()))
                        .param("to", to(search.to()))
                        .param("before", Objects.requireNonNullElse(search.before(), BEHIND_ALL)),
                search.limit(),
                (row, number) -> decision(row));
    }

    /** Decisions of the present namespace, newest first. */
    List<KeptDecision> newestFirst(RecordedDecisions.Span span) {
        return jdbc.sql("""
                SELECT * FROM decision
                WHERE namespace = :namespace
                  AND (CAST(:agentId AS text) IS NULL OR agent_id = :agentId)
                  AND id >= :from AND id < :to AND id < :before
                ORDER BY id DESC LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("agentId", span.agentId())
                .param("from", from(span.from()))
                .param("to", to(span.to()))
                .param("before", Objects.requireNonNullElse(span.before(), BEHIND_ALL))
                .param("limit", span.limit())
                .query((row, number) -> decision(row))
                .list();
    }

    private static UUID from(@Nullable Instant from) {
        return firstId(Objects.requireNonNullElse(from, Instant.EPOCH));
    }

    private static UUID to(@Nullable Instant to) {
        return to == null ? BEHIND_ALL : firstId(to);
    }

    /** The least id that a decision of this moment can have: ids begin with their time in milliseconds. */
    private static UUID firstId(Instant at) {
        Instant bounded = at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LAST_MOMENT) ? LAST_MOMENT : at;
        return new UUID(bounded.toEpochMilli() << 16, 0);
    }

    /** Those policies that no decision since then has to do with. */
    Set<String> untouched(List<String> policyIds, Instant since) {
        return Set.copyOf(jdbc.sql("""
                SELECT policy.id FROM unnest(CAST(:ids AS text[])) AS policy (id)
                WHERE NOT EXISTS (
                        SELECT 1 FROM decision
                        WHERE namespace = :namespace AND policy_id = policy.id AND at >= :since)
                  AND NOT EXISTS (
                        SELECT 1 FROM decision
                        WHERE namespace = :namespace AND at >= :since AND logged <> '[]'
                          AND logged @> jsonb_build_array(jsonb_build_object('policyId', policy.id)))
                """)
                .param("ids", policyIds.toArray(String[]::new))
                .param("namespace", Namespace.current())
                .param("since", Timestamp.from(since))
                .query((row, number) -> row.getString("id"))
                .list());
    }

    private KeptDecision decision(ResultSet row) throws SQLException {
        String context = row.getString("context");
        String agent = row.getString("agent");
        return new KeptDecision(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("namespace"),
                row.getString("agent_id"),
                row.getString("action"),
                row.getString("resource"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("policy_id"),
                row.getObject("approval_id", UUID.class),
                json.read(row.getString("logged"), LOGGED),
                context == null ? null : json.read(context, CONTEXT),
                agent == null ? null : json.read(agent, AGENT));
    }
}
