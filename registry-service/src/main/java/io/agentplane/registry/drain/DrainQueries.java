package io.agentplane.registry.drain;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of draining agents, of all namespaces. */
@Repository
class DrainQueries {

    private final JdbcClient jdbc;

    DrainQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Agents whose drain has settled, behind an id. */
    List<Draining> draining(UUID after, Duration settle, int limit) {
        return jdbc.sql("""
                        SELECT id, namespace, drain_until <= now() AS overdue FROM agent
                        WHERE drain_until IS NOT NULL AND id > :after
                            AND (drain_until <= now() OR drain_since <= now() - make_interval(secs => :settle))
                        ORDER BY id LIMIT :limit
                        """)
                .param("after", after)
                .param("settle", settle.toMillis() / 1000.0)
                .param("limit", limit)
                .query((row, number) -> new Draining(
                        row.getObject("id", UUID.class), row.getString("namespace"), row.getBoolean("overdue")))
                .list();
    }

    record Draining(UUID id, String namespace, boolean overdue) {}
}
