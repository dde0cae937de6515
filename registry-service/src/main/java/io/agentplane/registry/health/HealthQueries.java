package io.agentplane.registry.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL that compares heartbeats with the time, over all namespaces. The time is the database's, as that of the
 * heartbeats is.
 */
@Repository
class HealthQueries {

    /** Time in which no replica listened to a shard is not its agents' silence. */
    private static final String SILENT_AGENTS = """
            SELECT agent.shard, agent.namespace, agent.id AS agent_id, NULL::uuid AS instance_id,
                coalesce(agent.degraded_after_millis, :usual) AS allowed
            FROM agent
                JOIN shard_lease ON shard_lease.shard = agent.shard
                LEFT JOIN agent_heartbeat ON agent_heartbeat.agent_id = agent.id
            WHERE agent.status = 'ACTIVE'
                AND greatest(agent_heartbeat.at, agent.status_since, shard_lease.watched_since)
                    < now() - coalesce(agent.degraded_after_millis, :usual) * interval '1 millisecond'
            """;

    /** Of the instances that send heartbeats of their own, where the agent has others and is not silent itself. */
    private static final String SILENT_INSTANCES = """
            SELECT agent.shard, agent.namespace, agent.id AS agent_id, silent.instance_id,
                coalesce(agent.degraded_after_millis, :usual) AS allowed
            FROM instance_heartbeat AS silent
                JOIN agent ON agent.id = silent.agent_id
                JOIN shard_lease ON shard_lease.shard = agent.shard
            WHERE agent.status = 'ACTIVE'
                AND greatest(silent.at, shard_lease.watched_since)
                    < now() - coalesce(agent.degraded_after_millis, :usual) * interval '1 millisecond'
                AND jsonb_array_length(agent.instances) > 1
                AND agent.instances @> jsonb_build_array(
                    jsonb_build_object('id', silent.instance_id, 'status', 'HEALTHY'))
            """;

    private final JdbcClient jdbc;

    HealthQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Watched> silentAgents(Collection<Integer> shards, Duration usual, int limit) {
        return jdbc.sql(SILENT_AGENTS + " AND agent.shard = ANY(:shards) LIMIT :limit")
                .param("usual", usual.toMillis())
                .param("shards", shards.toArray(Integer[]::new))
                .param("limit", limit)
                .query((row, number) -> watched(row))
                .list();
    }

    /** Those of these agents that are silent still. */
    List<Watched> silentAmong(Collection<UUID> agents, Duration usual) {
        return jdbc.sql(SILENT_AGENTS + " AND agent.id = ANY(:agents) ORDER BY agent.id")
                .param("usual", usual.toMillis())
                .param("agents", agents.toArray(UUID[]::new))
                .query((row, number) -> watched(row))
                .list();
    }

    List<Watched> silentInstances(Collection<Integer> shards, Duration usual, int limit) {
        return jdbc.sql(SILENT_INSTANCES + " AND agent.shard = ANY(:shards) LIMIT :limit")
                .param("usual", usual.toMillis())
                .param("shards", shards.toArray(Integer[]::new))
                .param("limit", limit)
                .query((row, number) -> watched(row))
                .list();
    }

    /** Remembers that an instance is unhealthy for its silence; false when it has been heard of meanwhile. */
    boolean markSilent(UUID instance, Duration allowed) {
        return jdbc.sql("""
                UPDATE instance_heartbeat SET silent = true
                WHERE instance_id = :instance AND at < clock_timestamp() - :allowed * interval '1 millisecond'
                """)
                        .param("instance", instance)
                        .param("allowed", allowed.toMillis())
                        .update()
                == 1;
    }

    void markHeard(UUID instance) {
        jdbc.sql("UPDATE instance_heartbeat SET silent = false WHERE instance_id = :instance")
                .param("instance", instance)
                .update();
    }

    /** The agents and instances that were given up for silent, of those that were just heard of. */
    List<Watched> returning(Collection<UUID> agents, Collection<UUID> instances) {
        return jdbc.sql("""
                SELECT shard, namespace, id AS agent_id, NULL::uuid AS instance_id, 0 AS allowed
                FROM agent WHERE id = ANY(:agents) AND status = 'DEGRADED'
                UNION ALL
                SELECT shard, namespace, agent_id, instance_id, 0
                FROM instance_heartbeat JOIN agent ON agent.id = agent_id
                WHERE instance_id = ANY(:instances) AND silent
                """)
                .param("agents", agents.toArray(UUID[]::new))
                .param("instances", instances.toArray(UUID[]::new))
                .query((row, number) -> watched(row))
                .list();
    }

    /** Forgets the heartbeats of instances that are gone. */
    void keepInstances(UUID agent, Collection<UUID> instances) {
        jdbc.sql("DELETE FROM instance_heartbeat WHERE agent_id = :agent AND instance_id <> ALL(:instances)")
                .param("agent", agent)
                .param("instances", instances.toArray(UUID[]::new))
                .update();
    }

    private static Watched watched(ResultSet row) throws SQLException {
        return new Watched(
                row.getInt("shard"),
                row.getString("namespace"),
                row.getObject("agent_id", UUID.class),
                row.getObject("instance_id", UUID.class),
                Duration.ofMillis(row.getLong("allowed")));
    }

    /**
     * An agent, or one of its instances, whose signs of life matter now.
     *
     * @param allowed how long it may stay silent
     */
    record Watched(
            int shard,
            String namespace,
            UUID agentId,
            @Nullable UUID instanceId,
            Duration allowed) {}
}
