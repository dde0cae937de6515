package io.agentplane.registry.agent;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of instances that agents have no more. A trigger stores them; each counts until it has been silent for long. */
@Repository
class RemovedInstanceQueries {

    /** How many are deleted together. */
    static final int BATCH = 1000;

    private static final Duration MAX_SILENCE = Duration.ofDays(30);

    private final JdbcClient jdbc;

    RemovedInstanceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores that a removed instance was heard of; false when the agent has none at this endpoint that still counts.
     *
     * @param spelling of the endpoint by its instance, which is what earlier releases stored
     */
    boolean touchIfRemoved(UUID agentId, Endpoint endpoint, String spelling) {
        return jdbc.sql("""
                        UPDATE removed_instance SET heard_at = now()
                        WHERE agent_id = :agent
                            AND endpoint_md5 IN (CAST(md5(:endpoint) AS uuid), CAST(md5(:spelling) AS uuid))
                            AND heard_at > now() - make_interval(secs => :silence)
                        """)
                        .param("agent", agentId)
                        .param("endpoint", endpoint.url())
                        .param("spelling", spelling)
                        .param("silence", MAX_SILENCE.toSeconds())
                        .update()
                > 0;
    }

    /** Deletes some that count no more, in all namespaces; waits for nobody. */
    int deleteSilent() {
        return jdbc.sql("""
                WITH silent AS MATERIALIZED (
                    SELECT agent_id, endpoint_md5 FROM removed_instance
                    WHERE heard_at <= now() - make_interval(secs => :silence)
                    ORDER BY heard_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                DELETE FROM removed_instance AS removed USING silent
                WHERE removed.agent_id = silent.agent_id AND removed.endpoint_md5 = silent.endpoint_md5
                """)
                .param("silence", MAX_SILENCE.toSeconds())
                .param("limit", BATCH)
                .update();
    }
}
