package io.agentplane.policy.webhook;

import io.agentplane.platform.identity.Namespace;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the namespaces' webhooks. */
@Repository
class WebhookQueries {

    private final JdbcClient jdbc;

    WebhookQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<WebhookView> find() {
        return find("");
    }

    /** Finds it and holds it until the end of the transaction. */
    Optional<WebhookView> lock() {
        return find(" FOR UPDATE");
    }

    private Optional<WebhookView> find(String lock) {
        return jdbc.sql("SELECT url, changed_at, revision FROM approval_webhook WHERE namespace = :namespace" + lock)
                .param("namespace", Namespace.current())
                .query((row, number) -> new WebhookView(
                        row.getString("url"),
                        null,
                        row.getTimestamp("changed_at").toInstant(),
                        row.getLong("revision")))
                .optional();
    }

    /** Whether there is one; if so, it can't be deleted before the end of the transaction. */
    boolean hold(String namespace) {
        return jdbc.sql("SELECT 1 FROM approval_webhook WHERE namespace = :namespace FOR KEY SHARE")
                .param("namespace", namespace)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** False when another has made one meanwhile. */
    boolean insert(String url, WebhookSecret secret) {
        return jdbc.sql("""
                        INSERT INTO approval_webhook (namespace, url, secret, changed_at, revision)
                        VALUES (:namespace, :url, :secret, clock_timestamp(),
                            1 + coalesce(
                                (SELECT revision FROM approval_webhook_past WHERE namespace = :namespace), 0))
                        ON CONFLICT DO NOTHING
                        """)
                        .param("namespace", Namespace.current())
                        .param("url", url)
                        .param("secret", secret.text())
                        .update()
                == 1;
    }

    void update(String url) {
        jdbc.sql("""
                UPDATE approval_webhook SET url = :url, changed_at = clock_timestamp(), revision = revision + 1
                WHERE namespace = :namespace
                """).param("namespace", Namespace.current()).param("url", url).update();
    }

    void delete() {
        jdbc.sql("""
                WITH gone AS (DELETE FROM approval_webhook WHERE namespace = :namespace RETURNING namespace, revision)
                INSERT INTO approval_webhook_past SELECT namespace, revision FROM gone
                ON CONFLICT (namespace) DO UPDATE SET revision = excluded.revision
                """).param("namespace", Namespace.current()).update();
    }
}
