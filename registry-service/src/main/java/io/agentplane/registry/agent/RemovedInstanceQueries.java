package io.agentplane.registry.agent;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of instances that agents have no more. A trigger stores them; each counts until it has been silent for long. */
@Repository
class RemovedInstanceQueries {

    /** One that was not heard of for longer counts no more. */
    static final Duration MAX_SILENCE = Duration.ofDays(30);

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
}
