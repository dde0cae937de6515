package io.agentplane.registry.shard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the shards' leases. All times are the database's at the moment of the statement. */
@Repository
class ShardQueries {

    private final JdbcClient jdbc;

    ShardQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Since when the replica's lease has lapsed; empty while it holds or when there never was one. */
    Optional<Duration> lapsed(UUID replica) {
        return jdbc.sql("""
                SELECT extract(epoch FROM clock_timestamp() - lease_until) * 1000 FROM registry_replica
                WHERE id = :replica AND lease_until < clock_timestamp()
                """)
                .param("replica", replica)
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis);
    }

    /** True when the replica is new. */
    boolean renew(UUID replica, Duration lease) {
        return jdbc.sql("""
                WITH known AS (SELECT 1 FROM registry_replica WHERE id = :replica)
                INSERT INTO registry_replica (id, lease_until)
                VALUES (:replica, clock_timestamp() + :lease * interval '1 millisecond')
                ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until
                RETURNING NOT EXISTS (SELECT 1 FROM known)
                """)
                .param("replica", replica)
                .param("lease", lease.toMillis())
                .query(Boolean.class)
                .single();
    }

    /** Nobody has listened for a while, so nobody was silent. */
    void watchAnew(UUID replica) {
        jdbc.sql("UPDATE shard_lease SET watched_since = clock_timestamp() WHERE holder = :replica")
                .param("replica", replica)
                .update();
    }

    ShardShare share(UUID replica) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE id < :replica) AS rank, count(*) AS replicas
                FROM registry_replica WHERE lease_until > clock_timestamp() OR id = :replica
                """)
                .param("replica", replica)
                .query((row, number) -> new ShardShare(row.getInt("rank"), row.getInt("replicas")))
                .single();
    }

    /** The shards of a replica with their fences. */
    Map<Integer, Long> held(UUID replica) {
        Map<Integer, Long> held = new HashMap<>();
        jdbc.sql("SELECT shard, fence FROM shard_lease WHERE holder = :replica")
                .param("replica", replica)
                .query(row -> {
                    held.put(row.getInt("shard"), row.getLong("fence"));
                });
        return held;
    }

    /**
     * Takes free shards, and those of the dead. Whoever listened until not longer than a lease ago has listened without a
     * break.
     */
    int claim(UUID replica, int most, Duration lease) {
        return jdbc.sql("""
                WITH free AS (
                    SELECT shard, coalesce(lease_until, watched_until) AS watched_until
                    FROM shard_lease LEFT JOIN registry_replica ON registry_replica.id = holder
                    WHERE holder IS NULL OR lease_until < clock_timestamp()
                    ORDER BY shard LIMIT :most
                    FOR UPDATE OF shard_lease SKIP LOCKED)
                UPDATE shard_lease AS taken
                SET holder = :replica, fence = taken.fence + 1, watched_until = NULL,
                    watched_since = CASE
                        WHEN free.watched_until >= clock_timestamp() - :lease * interval '1 millisecond'
                        THEN taken.watched_since ELSE clock_timestamp() END
                FROM free
                WHERE taken.shard = free.shard
                """)
                .param("replica", replica)
                .param("most", most)
                .param("lease", lease.toMillis())
                .update();
    }

    /** Frees shards; waits for what is being written on their behalf. */
    int giveUp(UUID replica, int most) {
        return jdbc.sql("""
                WITH surplus AS (
                    SELECT shard FROM shard_lease WHERE holder = :replica ORDER BY shard DESC LIMIT :most FOR UPDATE)
                UPDATE shard_lease SET holder = NULL, watched_until = clock_timestamp()
                FROM surplus WHERE shard_lease.shard = surplus.shard
                """).param("replica", replica).param("most", most).update();
    }

    void leave(UUID replica) {
        jdbc.sql("DELETE FROM registry_replica WHERE id = :replica")
                .param("replica", replica)
                .update();
    }

    /** Forgets replicas that died long ago and hold nothing any more. */
    void forgetDead() {
        jdbc.sql("""
                DELETE FROM registry_replica
                WHERE lease_until < clock_timestamp() - interval '1 hour'
                    AND NOT EXISTS (SELECT 1 FROM shard_lease WHERE holder = registry_replica.id)
                """).update();
    }

    /** Keeps everyone else from taking a shard until the end of the transaction. False when the lease is lost. */
    boolean lock(UUID replica, int shard, long fence) {
        return jdbc.sql("""
                SELECT 1 FROM shard_lease JOIN registry_replica ON registry_replica.id = holder
                WHERE shard = :shard AND holder = :replica AND fence = :fence AND lease_until > clock_timestamp()
                FOR SHARE OF shard_lease
                """)
                .param("shard", shard)
                .param("replica", replica)
                .param("fence", fence)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<ShardRow> shards(String namespace) {
        return jdbc.sql("""
                SELECT shard, registry_replica.id AS holder, lease_until, coalesce(agents, 0) AS agents
                FROM shard_lease
                    LEFT JOIN registry_replica
                        ON registry_replica.id = holder AND lease_until > clock_timestamp()
                    LEFT JOIN (SELECT shard, count(*) AS agents FROM agent
                               WHERE namespace = :namespace AND status <> 'DECOMMISSIONED'
                               GROUP BY shard) AS counted USING (shard)
                ORDER BY shard
                """)
                .param("namespace", namespace)
                .query((row, number) -> shard(row))
                .list();
    }

    Optional<ShardRow> shardOf(UUID agent, String namespace) {
        return jdbc.sql("""
                SELECT shard, registry_replica.id AS holder, lease_until, 1 AS agents
                FROM agent JOIN shard_lease USING (shard)
                    LEFT JOIN registry_replica
                        ON registry_replica.id = holder AND lease_until > clock_timestamp()
                WHERE agent.id = :agent AND namespace = :namespace
                """)
                .param("agent", agent)
                .param("namespace", namespace)
                .query((row, number) -> shard(row))
                .optional();
    }

    private static ShardRow shard(ResultSet row) throws SQLException {
        var leaseUntil = row.getTimestamp("lease_until");
        return new ShardRow(
                row.getInt("shard"),
                row.getObject("holder", UUID.class),
                leaseUntil == null ? null : leaseUntil.toInstant(),
                row.getLong("agents"));
    }

    /** A shard as it is held at present. */
    record ShardRow(
            int shard, @Nullable UUID holder, @Nullable Instant leaseUntil, long agents) {}
}
