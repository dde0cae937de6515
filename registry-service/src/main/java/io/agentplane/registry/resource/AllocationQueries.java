package io.agentplane.registry.resource;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.registry.resource.Allocator.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what is granted out of a pool. Whoever grants or releases holds the pool's lock; the database's clock decides. */
@Repository
class AllocationQueries {

    private final JdbcClient jdbc;
    private final StoredJson json;

    AllocationQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Grants, and counts the parts as used of the contributions that they are taken from. */
    void grant(Pool pool, UUID id, AllocateRequest request, List<Part> parts) {
        Duration ttl = request.ttl();
        jdbc.sql("""
                INSERT INTO resource_allocation
                    (id, pool_id, namespace, agent_id, cpu_millis, memory, storage, bandwidth, expires_at)
                VALUES (:id, :pool, :namespace, :agent, :cpu_millis, :memory, :storage, :bandwidth,
                    now() + CAST(:ttl AS bigint) * interval '1 millisecond')
                """)
                .param("id", id)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("agent", request.agentId())
                .params(AmountRows.params(request.amounts()))
                .param("ttl", ttl == null ? null : ttl.toMillis())
                .update();
        jdbc.sql("""
                WITH part AS (
                    INSERT INTO resource_part
                        (allocation_id, pool_id, agent_id, cpu_millis, memory, storage, bandwidth)
                    SELECT :id, :pool, news.*
                    FROM jsonb_to_recordset(CAST(:parts AS jsonb)) AS news
                        (agent_id uuid, cpu_millis bigint, memory bigint, storage bigint, bandwidth bigint)
                    RETURNING *)
                UPDATE resource_contribution AS known
                SET used_cpu_millis = used_cpu_millis + part.cpu_millis, used_memory = used_memory + part.memory,
                    used_storage = used_storage + part.storage, used_bandwidth = used_bandwidth + part.bandwidth
                FROM part
                WHERE known.pool_id = :pool AND known.namespace = :namespace AND known.agent_id = part.agent_id
                """)
                .param("id", id)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("parts", AmountRows.json(parts, json))
                .update();
    }

    Optional<AllocationView> find(Pool pool, UUID id) {
        List<Part> parts = jdbc.sql("""
                SELECT part.* FROM resource_part AS part
                WHERE part.allocation_id = :id AND part.pool_id = :pool ORDER BY part.agent_id
                """)
                .param("id", id)
                .param("pool", pool.id())
                .query((row, number) -> part(row))
                .list();
        return jdbc.sql("""
                SELECT * FROM resource_allocation
                WHERE id = :id AND pool_id = :pool AND namespace = :namespace
                """)
                .param("id", id)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .query((row, number) -> allocation(row, parts))
                .optional();
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(row.getObject("agent_id", UUID.class), AmountRows.read(row, ""));
    }

    private static AllocationView allocation(ResultSet row, List<Part> parts) throws SQLException {
        return AllocationView.of(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                parts,
                row.getTimestamp("granted_at").toInstant(),
                instant(row.getTimestamp("expires_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** Takes allocations back: they are gone, and their parts are free again. What is gone already is passed over. */
    List<Released> release(Pool pool, Collection<UUID> ids) {
        return jdbc.sql("""
                WITH gone AS (
                    DELETE FROM resource_allocation
                    WHERE id = ANY (:ids) AND pool_id = :pool AND namespace = :namespace
                    RETURNING id, agent_id AS consumer_id),
                part AS (
                    DELETE FROM resource_part USING gone
                    WHERE resource_part.allocation_id = gone.id
                    RETURNING resource_part.*, gone.consumer_id),
                freed AS (
                    UPDATE resource_contribution AS known
                    SET used_cpu_millis = used_cpu_millis - whole.cpu_millis,
                        used_memory = used_memory - whole.memory,
                        used_storage = used_storage - whole.storage,
                        used_bandwidth = used_bandwidth - whole.bandwidth
                    FROM (
                        SELECT agent_id, sum(cpu_millis) AS cpu_millis, sum(memory) AS memory,
                            sum(storage) AS storage, sum(bandwidth) AS bandwidth
                        FROM part GROUP BY agent_id) AS whole
                    WHERE known.pool_id = :pool AND known.namespace = :namespace AND known.agent_id = whole.agent_id)
                SELECT * FROM part ORDER BY allocation_id, agent_id
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .query((row, number) -> released(row))
                .list();
    }

    private static Released released(ResultSet row) throws SQLException {
        return new Released(
                row.getObject("allocation_id", UUID.class), row.getObject("consumer_id", UUID.class), part(row));
    }

    List<UUID> ofConsumer(Pool pool, UUID agentId) {
        return jdbc.sql("""
                SELECT id FROM resource_allocation
                WHERE pool_id = :pool AND namespace = :namespace AND agent_id = :agent
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("agent", agentId)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** True when this transaction alone may look for lapsed allocations. */
    boolean lockExpiry() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('resource-expiry'), hashtext(current_schema()))")
                .query(Boolean.class)
                .single();
    }

    /** A pool of any namespace in which allocations have lapsed. */
    Optional<Pool> poolOfLapsed() {
        return jdbc.sql("""
                SELECT pool_id, namespace FROM resource_allocation WHERE expires_at <= now()
                ORDER BY expires_at LIMIT 1
                """)
                .query((row, number) -> new Pool(row.getObject("pool_id", UUID.class), row.getString("namespace")))
                .optional();
    }

    List<UUID> lapsed(Pool pool, int limit) {
        return jdbc.sql("""
                SELECT id FROM resource_allocation
                WHERE pool_id = :pool AND namespace = :namespace AND expires_at <= now()
                ORDER BY expires_at LIMIT :limit
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("limit", limit)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** A part of an allocation that was taken back. */
    record Released(UUID allocationId, UUID consumerId, Part part) {

        LedgerEntry entry(LedgerEntryType type) {
            return new LedgerEntry(
                    type,
                    part.agentId(),
                    consumerId,
                    allocationId,
                    part.amounts().negated());
        }
    }
}
