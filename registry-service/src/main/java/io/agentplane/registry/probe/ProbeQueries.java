package io.agentplane.registry.probe;

import io.agentplane.registry.agent.InstanceStatus;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what is to be probed, over all namespaces. */
@Repository
class ProbeQueries {

    private final JdbcClient jdbc;

    ProbeQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ProbeTarget> targets(Collection<Integer> shards) {
        return jdbc.sql("""
                SELECT agent.shard, agent.namespace, agent.id AS agent_id, instance.id AS instance_id,
                    instance.endpoint, instance.status, coalesce(silent, false) AS silent
                FROM agent
                    CROSS JOIN jsonb_to_recordset(agent.instances) AS instance (id uuid, endpoint text, status text)
                    LEFT JOIN instance_heartbeat ON instance_heartbeat.instance_id = instance.id
                WHERE agent.shard = ANY(:shards) AND agent.status IN ('ACTIVE', 'DEGRADED')
                """)
                .param("shards", shards.toArray(Integer[]::new))
                .query((row, number) -> new ProbeTarget(
                        row.getInt("shard"),
                        row.getString("namespace"),
                        row.getObject("agent_id", UUID.class),
                        row.getObject("instance_id", UUID.class),
                        row.getString("endpoint"),
                        InstanceStatus.valueOf(row.getString("status")),
                        row.getBoolean("silent")))
                .list();
    }
}
