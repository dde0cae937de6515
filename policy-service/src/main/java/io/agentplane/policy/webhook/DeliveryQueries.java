package io.agentplane.policy.webhook;

import io.agentplane.platform.identity.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the deliveries. */
@Repository
class DeliveryQueries {

    private final JdbcClient jdbc;

    DeliveryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, String namespace, UUID approvalId, String type, String body) {
        jdbc.sql("""
                INSERT INTO approval_delivery (
                    id, namespace, approval_id, type, body, status, attempts, next_attempt_at, created_at)
                VALUES (:id, :namespace, :approval, :type, :body, 'PENDING', 0, clock_timestamp(), clock_timestamp())
                """)
                .param("id", id)
                .param("namespace", namespace)
                .param("approval", approvalId)
                .param("type", type)
                .param("body", body)
                .update();
    }

    /** Takes what is due for the time of the lease; what another replica takes at this moment is left to it. */
    List<Delivery> take(int most, Duration lease) {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM approval_delivery
                    WHERE status = 'PENDING' AND next_attempt_at <= clock_timestamp()
                    ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED)
                UPDATE approval_delivery AS delivery
                SET attempts = attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => :lease)
                FROM due, approval_webhook AS webhook
                WHERE delivery.id = due.id AND webhook.namespace = delivery.namespace
                RETURNING delivery.id, delivery.body, delivery.attempts, webhook.url, webhook.secret
                """)
                .param("most", most)
                .param("lease", seconds(lease))
                .query((row, number) -> new Delivery(
                        row.getObject("id", UUID.class),
                        row.getString("body"),
                        row.getInt("attempts"),
                        row.getString("url"),
                        new WebhookSecret(row.getString("secret"))))
                .list();
    }

    /** Ends a delivery, unless another sender has taken it over. */
    void end(Delivery delivery, DeliveryStatus status, @Nullable String fault) {
        jdbc.sql("""
                UPDATE approval_delivery
                SET status = :status, ended_at = clock_timestamp(), last_fault = coalesce(:fault, last_fault)
                WHERE id = :id AND status = 'PENDING' AND attempts = :attempts
                """)
                .param("status", status.name())
                .param("fault", fault)
                .param("id", delivery.id())
                .param("attempts", delivery.attempts())
                .update();
    }

    /** Has it tried again later, unless another sender has taken it over. */
    void postpone(Delivery delivery, Duration pause, String fault) {
        jdbc.sql("""
                UPDATE approval_delivery
                SET next_attempt_at = clock_timestamp() + make_interval(secs => :pause), last_fault = :fault
                WHERE id = :id AND status = 'PENDING' AND attempts = :attempts
                """)
                .param("pause", seconds(pause))
                .param("fault", fault)
                .param("id", delivery.id())
                .param("attempts", delivery.attempts())
                .update();
    }

    /** Ends what the present namespace has not delivered. */
    void giveUp() {
        jdbc.sql("""
                UPDATE approval_delivery
                SET status = 'FAILED', ended_at = clock_timestamp(), last_fault = 'The webhook was deleted'
                WHERE namespace = :namespace AND status = 'PENDING'
                """).param("namespace", Namespace.current()).update();
    }

    /** Newest first; one more than the limit when there are more. */
    List<DeliveryView> list(@Nullable DeliveryStatus status, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                SELECT id, approval_id, type, status, attempts, next_attempt_at, last_fault, created_at, ended_at
                FROM approval_delivery
                WHERE namespace = :namespace
                    AND (CAST(:status AS text) IS NULL OR status = :status)
                    AND (CAST(:before AS uuid) IS NULL OR id < :before)
                ORDER BY id DESC LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("status", status == null ? null : status.name())
                .param("before", before)
                .param("limit", limit + 1)
                .query((row, number) -> view(row))
                .list();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        DeliveryStatus status = DeliveryStatus.valueOf(row.getString("status"));
        @Nullable Timestamp endedAt = row.getTimestamp("ended_at");
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getObject("approval_id", UUID.class),
                row.getString("type"),
                status,
                row.getInt("attempts"),
                status == DeliveryStatus.PENDING
                        ? row.getTimestamp("next_attempt_at").toInstant()
                        : null,
                row.getString("last_fault"),
                row.getTimestamp("created_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant());
    }

    /** One to be sent. */
    record Delivery(UUID id, String body, int attempts, String url, WebhookSecret secret) {}
}
