package io.agentplane.policy.approval;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.PageRows;
import io.agentplane.policy.approval.ApprovalView.Comment;
import io.agentplane.policy.approval.ApprovalView.Vote;
import io.agentplane.policy.policy.ApprovalTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/**
 * The approval table's SQL. The database's clock decides, in each statement, what is in time: a pending approval whose time is
 * over counts as expired, whether or not a sweep has marked it.
 */
@Repository
class ApprovalQueries {

    private static final String IN_TIME = "expires_at > clock_timestamp()";

    /** The status as it is now; in its own column, since the stored one may be behind. */
    private static final String STATUS_NOW =
            "CASE WHEN status = 'PENDING' AND NOT " + IN_TIME + " THEN 'EXPIRED' ELSE status END AS status_now";

    private static final String COLUMNS = "*, " + STATUS_NOW;
    private static final String LISTED =
            "id, namespace, policy_id, agent_id, action, resource, digest, requester_id, requester, decision_id, terms, votes,"
                    + " opened_at, expires_at, decided_at, usable_until, consumed_at, consumed_by, revision, "
                    + STATUS_NOW;

    private static final TypeReference<Map<String, @Nullable Object>> CONTEXT = new TypeReference<>() {};
    private static final TypeReference<List<Vote>> VOTES = new TypeReference<>() {};
    private static final TypeReference<List<Comment>> COMMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    ApprovalQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Has those wait who ask at the same moment with one of the same keys for the same; all take all of them in one order. */
    void lockKeys(List<Asked> asked) {
        List<Asked> keyed = asked.stream()
                .filter(one -> one.question().idempotencyKey() != null)
                .toList();
        if (!keyed.isEmpty()) {
            jdbc.sql("""
                    SELECT pg_advisory_xact_lock(lock) FROM (
                        SELECT DISTINCT hashtextextended(:namespace || :caller || key || digest, 0) AS lock
                        FROM unnest(:keys, :digests) AS asked (key, digest) ORDER BY lock) AS ordered
                    """)
                    .param("namespace", Namespace.current())
                    .param("caller", Caller.current().id())
                    .param(
                            "keys",
                            keyed.stream()
                                    .map(one -> one.question().idempotencyKey())
                                    .toArray(String[]::new))
                    .param(
                            "digests",
                            keyed.stream().map(one -> one.canonical().digest()).toArray(String[]::new))
                    .query(row -> {});
        }
    }

    /** The approval that the caller has used up for this very request, under the same key, other than these. */
    Optional<UUID> usedBefore(Asked asked, Set<UUID> others) {
        String key = asked.question().idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        String caller = Caller.current().id();
        return of(asked, """
                SELECT id FROM approval
                WHERE namespace = :namespace AND digest = :digest AND policy_id = :policy
                    AND consumer_id = :caller AND consumer_key = :key AND id <> ALL (:others)
                    AND consumed_at > clock_timestamp() - interval '24 hours'
                ORDER BY consumed_at DESC LIMIT 1
                """)
                .param("caller", caller)
                .param("key", key)
                .param("others", others.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("id", UUID.class))
                .optional();
    }

    /**
     * Uses up an approval for a request, if there is one that was given on the terms of today. Whoever comes second waits for the first and then finds it used. An
     * approver's own vote doesn't count for a request of theirs.
     */
    Optional<ApprovalView> consume(Asked asked, ApprovalTerms terms) {
        return of(asked, """
                WITH usable AS MATERIALIZED (
                    SELECT id FROM approval
                    WHERE namespace = :namespace AND digest = :digest AND policy_id = :policy
                        AND status = 'APPROVED' AND consumed_at IS NULL AND usable_until > clock_timestamp()
                        AND terms = CAST(:terms AS jsonb)
                        AND NOT votes @> CAST(:ownVote AS jsonb)
                    ORDER BY usable_until LIMIT 1 FOR UPDATE)
                UPDATE approval SET consumed_at = clock_timestamp(), consumed_by = :decision, consumer_id = :caller,
                    consumer_key = CAST(:key AS text), revision = revision + 1
                WHERE id IN (SELECT id FROM usable)
                RETURNING\s""" + COLUMNS)
                .param("terms", json.write(terms))
                .param("decision", asked.question().decisionId())
                .param("caller", Caller.current().id())
                .param("key", asked.question().idempotencyKey())
                .param(
                        "ownVote",
                        json.write(
                                List.of(Map.of("principalId", Caller.current().id()))))
                .query((row, number) -> view(row))
                .optional();
    }

    /** The denial that still stands for a request, or else the approval that is pending for it on the policy's present terms. */
    Optional<ApprovalView> standing(Asked asked, ApprovalTerms terms) {
        return of(
                        asked,
                        "SELECT " + COLUMNS + " FROM approval WHERE namespace = :namespace AND digest = :digest"
                                + " AND policy_id = :policy AND " + IN_TIME + " AND (status = 'DENIED'"
                                + " OR status = 'PENDING' AND terms = CAST(:terms AS jsonb))"
                                + " ORDER BY status, opened_at DESC LIMIT 1")
                .param("terms", json.write(terms))
                .query((row, number) -> view(row))
                .optional();
    }

    /** Marks the one of a request that is pending beyond its time, or on other terms than those of today. */
    Optional<ApprovalView> expire(Asked asked, ApprovalTerms terms) {
        return of(
                        asked,
                        "UPDATE approval SET status = 'EXPIRED', decided_at = least(expires_at, clock_timestamp()),"
                                + " revision = revision + 1 WHERE namespace = :namespace AND digest = :digest AND policy_id = :policy"
                                + " AND status = 'PENDING' AND (NOT (" + IN_TIME
                                + ") OR terms <> CAST(:terms AS jsonb)) RETURNING "
                                + COLUMNS)
                .param("terms", json.write(terms))
                .query((row, number) -> view(row))
                .optional();
    }

    /** Marks those of a policy that are pending on other terms. */
    List<ApprovalView> expireOf(UUID policy, ApprovalTerms terms) {
        return jdbc.sql("""
                UPDATE approval SET status = 'EXPIRED', decided_at = least(expires_at, clock_timestamp()),
                    revision = revision + 1
                WHERE namespace = :namespace AND policy_id = :policy AND status = 'PENDING'
                    AND terms <> CAST(:terms AS jsonb)
                RETURNING\s""" + COLUMNS)
                .param("namespace", Namespace.current())
                .param("policy", policy)
                .param("terms", json.write(terms))
                .query((row, number) -> view(row))
                .list();
    }

    /** Marks a batch of those that are pending beyond their time; what another replica is at is left to it. */
    List<ApprovalView> expireDue() {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM approval WHERE status = 'PENDING' AND expires_at <= clock_timestamp()
                    ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)
                UPDATE approval SET status = 'EXPIRED', decided_at = expires_at, revision = revision + 1
                WHERE id IN (SELECT id FROM due)
                RETURNING\s""" + COLUMNS).query((row, number) -> view(row)).list();
    }

    /** Opens one, unless one was opened meanwhile. */
    Optional<ApprovalView> open(UUID id, Asked asked, ApprovalTerms terms) {
        ApprovalQuestion question = asked.question();
        Caller requester = Caller.current();
        return of(asked, """
                INSERT INTO approval (
                    id, namespace, digest, policy_id, decision_id, agent_id, action, resource, context, requester_id,
                    requester, terms, status, votes, comments, opened_at, expires_at, revision)
                SELECT :id, :namespace, :digest, :policy, :decision, :agent, :action, :resource, CAST(:context AS json),
                    :requesterId, :requester, CAST(:terms AS jsonb), 'PENDING', '[]', '[]', now,
                    now + make_interval(secs => :expiresIn), 1
                FROM clock_timestamp() AS now
                ON CONFLICT (namespace, digest, policy_id) WHERE status = 'PENDING' DO NOTHING
                RETURNING\s""" + COLUMNS)
                .param("id", id)
                .param("decision", question.decisionId())
                .param("agent", question.agentId())
                .param("action", question.action())
                .param("resource", question.resource())
                .param("context", asked.canonical().context())
                .param("requesterId", requester.id())
                .param("requester", requester.name())
                .param("terms", json.write(terms))
                .param("expiresIn", seconds(terms.expiresIn()))
                .query((row, number) -> view(row))
                .optional();
    }

    private JdbcClient.StatementSpec of(Asked asked, String sql) {
        return jdbc.sql(sql)
                .param("namespace", Namespace.current())
                .param("digest", asked.canonical().digest())
                .param("policy", asked.question().policyId());
    }

    Optional<ApprovalView> find(UUID id) {
        return find(id, "");
    }

    /** Finds one and holds it until the end of the transaction. */
    Optional<ApprovalView> lock(UUID id) {
        return find(id, " FOR UPDATE").flatMap(locked -> find(id));
    }

    private Optional<ApprovalView> find(UUID id, String lock) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM approval WHERE namespace = :namespace AND id = :id" + lock)
                .param("namespace", Namespace.current())
                .param("id", id)
                .query((row, number) -> view(row))
                .optional();
    }

    /** Writes a vote, and what becomes of the approval by it, as long as it is pending and in time. */
    Optional<ApprovalView> vote(UUID id, List<Vote> votes, ApprovalStatus status, Duration usableFor) {
        return jdbc.sql("""
                UPDATE approval SET votes = CAST(:votes AS jsonb), status = :status, revision = revision + 1,
                    decided_at = CASE WHEN :status = 'PENDING' THEN NULL ELSE clock_timestamp() END,
                    usable_until = CASE WHEN :status = 'APPROVED'
                        THEN clock_timestamp() + make_interval(secs => :usableFor) END
                WHERE namespace = :namespace AND id = :id AND status = 'PENDING' AND\s""" + IN_TIME + " RETURNING " + COLUMNS)
                .param("votes", json.write(votes))
                .param("status", status.name())
                .param("usableFor", seconds(usableFor))
                .param("namespace", Namespace.current())
                .param("id", id)
                .query((row, number) -> view(row))
                .optional();
    }

    Optional<ApprovalView> cancel(UUID id) {
        return jdbc.sql("""
                UPDATE approval SET status = 'CANCELLED', decided_at = clock_timestamp(), revision = revision + 1
                WHERE namespace = :namespace AND id = :id AND status = 'PENDING' AND\s""" + IN_TIME + " RETURNING " + COLUMNS)
                .param("namespace", Namespace.current())
                .param("id", id)
                .query((row, number) -> view(row))
                .optional();
    }

    ApprovalView comment(UUID id, List<Comment> comments) {
        return jdbc.sql("""
                UPDATE approval SET comments = CAST(:comments AS jsonb), revision = revision + 1
                WHERE namespace = :namespace AND id = :id RETURNING\s""" + COLUMNS)
                .param("comments", json.write(comments))
                .param("namespace", Namespace.current())
                .param("id", id)
                .query((row, number) -> view(row))
                .single();
    }

    /** Newest first, one more than the limit where there are more, without what only one approval by itself is told with. */
    Stream<ApprovalView> list(
            @Nullable ApprovalStatus status, @Nullable String agentId, @Nullable UUID before, int limit) {
        String wanted = switch (status) {
            case null -> "";
            case PENDING -> " AND status = 'PENDING' AND " + IN_TIME;
            case EXPIRED -> " AND (status = 'EXPIRED' OR status = 'PENDING' AND NOT " + IN_TIME + ")";
            case APPROVED, DENIED, CANCELLED -> " AND status = '" + status + "'";
        };
        String rows = "SELECT " + LISTED + " FROM approval WHERE namespace = :namespace" + wanted + """
                 AND (CAST(:agent AS text) IS NULL OR agent_id = :agent)
                 AND (CAST(:before AS uuid) IS NULL OR id < :before)
                ORDER BY id DESC LIMIT :limit
                """;
        return PageRows.stream(
                jdbc.sql(rows)
                        .param("namespace", Namespace.current())
                        .param("agent", agentId)
                        .param("before", before),
                limit,
                (row, number) -> view(row, false));
    }

    /** Those of the ids that nobody has to wait for any more. */
    List<UUID> decided(Collection<UUID> ids) {
        return jdbc.sql("""
                SELECT asked.id FROM unnest(:ids) AS asked (id)
                WHERE NOT EXISTS (
                    SELECT 1 FROM approval
                    WHERE approval.id = asked.id AND status = 'PENDING' AND expires_at > clock_timestamp())
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    long countPending() {
        return jdbc.sql("SELECT count(*) FROM approval WHERE status = 'PENDING' AND " + IN_TIME)
                .query(Long.class)
                .single();
    }

    Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis() / 1000.0;
    }

    private ApprovalView view(ResultSet row) throws SQLException {
        return view(row, true);
    }

    private ApprovalView view(ResultSet row, boolean whole) throws SQLException {
        return new ApprovalView(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                ApprovalStatus.valueOf(row.getString("status_now")),
                row.getObject("policy_id", UUID.class),
                row.getString("agent_id"),
                row.getString("action"),
                row.getString("resource"),
                row.getString("digest"),
                whole ? json.read(row.getString("context"), CONTEXT) : null,
                row.getString("requester_id"),
                row.getString("requester"),
                row.getObject("decision_id", UUID.class),
                json.read(row.getString("terms"), ApprovalTerms.class),
                json.read(row.getString("votes"), VOTES),
                whole ? json.read(row.getString("comments"), COMMENTS) : null,
                instant(row, "opened_at"),
                instant(row, "expires_at"),
                maybe(row, "decided_at"),
                maybe(row, "usable_until"),
                maybe(row, "consumed_at"),
                row.getObject("consumed_by", UUID.class),
                row.getLong("revision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** A request that approval is asked for. */
    record Asked(ApprovalQuestion question, CanonicalRequest canonical) {}
}
