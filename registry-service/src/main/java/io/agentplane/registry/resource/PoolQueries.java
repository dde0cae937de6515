package io.agentplane.registry.resource;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of pools as a whole. Whoever changes anything in a pool holds the lock of its row. */
@Repository
class PoolQueries {

    private static final String VIEW = """
            SELECT pool.id, pool.name, pool.revision, count(part.agent_id) AS contributors,
                CAST(coalesce(sum(part.cpu_millis), 0) AS bigint) AS cpu_millis,
                CAST(coalesce(sum(part.memory), 0) AS bigint) AS memory,
                CAST(coalesce(sum(part.storage), 0) AS bigint) AS storage,
                CAST(coalesce(sum(part.bandwidth), 0) AS bigint) AS bandwidth,
                CAST(coalesce(sum(part.used_cpu_millis), 0) AS bigint) AS used_cpu_millis,
                CAST(coalesce(sum(part.used_memory), 0) AS bigint) AS used_memory,
                CAST(coalesce(sum(part.used_storage), 0) AS bigint) AS used_storage,
                CAST(coalesce(sum(part.used_bandwidth), 0) AS bigint) AS used_bandwidth,
                CAST(coalesce(sum(part.cpu_millis - part.used_cpu_millis) FILTER (WHERE NOT withdrawing), 0) AS bigint)
                    AS free_cpu_millis,
                CAST(coalesce(sum(part.memory - part.used_memory) FILTER (WHERE NOT withdrawing), 0) AS bigint)
                    AS free_memory,
                CAST(coalesce(sum(part.storage - part.used_storage) FILTER (WHERE NOT withdrawing), 0) AS bigint)
                    AS free_storage,
                CAST(coalesce(sum(part.bandwidth - part.used_bandwidth) FILTER (WHERE NOT withdrawing), 0) AS bigint)
                    AS free_bandwidth
            FROM (%s) AS pool
            LEFT JOIN resource_contribution AS part ON part.pool_id = pool.id AND part.namespace = :namespace
            GROUP BY pool.id, pool.name, pool.revision
            ORDER BY pool.id
            """;

    private final JdbcClient jdbc;

    PoolQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Pool> find(String name, String namespace) {
        return pool("SELECT * FROM resource_pool WHERE name = :name AND namespace = :namespace", name, namespace);
    }

    /** The same, and nobody else changes anything in the pool until the end of the transaction. */
    Optional<Pool> lock(String name, String namespace) {
        return pool(
                "SELECT * FROM resource_pool WHERE name = :name AND namespace = :namespace FOR UPDATE",
                name,
                namespace);
    }

    private Optional<Pool> pool(String sql, String name, String namespace) {
        return jdbc.sql(sql)
                .param("name", name)
                .param("namespace", namespace)
                .query((row, number) -> pool(row))
                .optional();
    }

    /** The same for a pool that need not be there yet. */
    Pool lockOrCreate(String name, String namespace) {
        jdbc.sql("""
                INSERT INTO resource_pool (id, namespace, name) VALUES (:id, :namespace, :name)
                ON CONFLICT DO NOTHING
                """)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("namespace", namespace)
                .param("name", name)
                .update();
        return lock(name, namespace).orElseThrow();
    }

    boolean lock(Pool pool) {
        return jdbc.sql("SELECT id FROM resource_pool WHERE id = :id AND namespace = :namespace FOR UPDATE")
                .param("id", pool.id())
                .param("namespace", pool.namespace())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** The pools that an agent contributes to or has an allocation in, locked in the order of their ids. */
    List<Pool> lockThoseOf(UUID agentId, String namespace) {
        return jdbc.sql("""
                SELECT * FROM resource_pool
                WHERE namespace = :namespace AND id IN (
                    SELECT pool_id FROM resource_contribution WHERE agent_id = :agent AND namespace = :namespace
                    UNION ALL
                    SELECT pool_id FROM resource_allocation WHERE agent_id = :agent AND namespace = :namespace)
                ORDER BY id FOR UPDATE
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .query((row, number) -> pool(row))
                .list();
    }

    private static Pool pool(ResultSet row) throws SQLException {
        return new Pool(row.getObject("id", UUID.class), row.getString("namespace"));
    }

    /** Counts a change of a locked pool. */
    ResourcePoolView changed(Pool pool) {
        jdbc.sql("UPDATE resource_pool SET revision = revision + 1 WHERE id = :id AND namespace = :namespace")
                .param("id", pool.id())
                .param("namespace", pool.namespace())
                .update();
        return view(pool);
    }

    ResourcePoolView view(Pool pool) {
        return jdbc.sql(VIEW.formatted("SELECT * FROM resource_pool WHERE id = :id AND namespace = :namespace"))
                .param("id", pool.id())
                .param("namespace", pool.namespace())
                .query((row, number) -> view(row))
                .single();
    }

    /** Oldest first; one more than the limit when there are more. */
    List<ResourcePoolView> list(String namespace, @Nullable UUID after, int limit) {
        return jdbc.sql(VIEW.formatted("""
                SELECT * FROM resource_pool
                WHERE namespace = :namespace AND (CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid))
                ORDER BY id LIMIT :limit
                """))
                .param("namespace", namespace)
                .param("after", after == null ? null : after.toString())
                .param("limit", limit + 1)
                .query((row, number) -> view(row))
                .list();
    }

    private static ResourcePoolView view(ResultSet row) throws SQLException {
        return new ResourcePoolView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Capacity.of(AmountRows.read(row, "")),
                Capacity.of(AmountRows.read(row, "used_")),
                Capacity.of(AmountRows.read(row, "free_")),
                row.getInt("contributors"),
                row.getLong("revision"));
    }

    /** How each agent stands with a pool, by the agents' ids; one more than the limit when there are more. */
    List<AccountView> accounts(Pool pool, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT agent_id, bool_or(withdrawing) AS withdrawing,
                    sum(cpu_millis) AS cpu_millis, sum(memory) AS memory,
                    sum(storage) AS storage, sum(bandwidth) AS bandwidth,
                    sum(lent_cpu_millis) AS lent_cpu_millis, sum(lent_memory) AS lent_memory,
                    sum(lent_storage) AS lent_storage, sum(lent_bandwidth) AS lent_bandwidth,
                    sum(used_cpu_millis) AS used_cpu_millis, sum(used_memory) AS used_memory,
                    sum(used_storage) AS used_storage, sum(used_bandwidth) AS used_bandwidth
                FROM (
                    SELECT agent_id, withdrawing, cpu_millis, memory, storage, bandwidth,
                        used_cpu_millis AS lent_cpu_millis, used_memory AS lent_memory,
                        used_storage AS lent_storage, used_bandwidth AS lent_bandwidth,
                        0 AS used_cpu_millis, 0 AS used_memory, 0 AS used_storage, 0 AS used_bandwidth
                    FROM resource_contribution WHERE pool_id = :pool AND namespace = :namespace
                    UNION ALL
                    SELECT agent_id, false, 0, 0, 0, 0, 0, 0, 0, 0, cpu_millis, memory, storage, bandwidth
                    FROM resource_allocation WHERE pool_id = :pool AND namespace = :namespace) AS entry
                WHERE CAST(:after AS uuid) IS NULL OR agent_id > CAST(:after AS uuid)
                GROUP BY agent_id ORDER BY agent_id LIMIT :limit
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("after", after == null ? null : after.toString())
                .param("limit", limit + 1)
                .query((row, number) -> account(row))
                .list();
    }

    private static AccountView account(ResultSet row) throws SQLException {
        return new AccountView(
                row.getObject("agent_id", UUID.class),
                Capacity.of(AmountRows.read(row, "")),
                Capacity.of(AmountRows.read(row, "lent_")),
                Capacity.of(AmountRows.read(row, "used_")),
                row.getBoolean("withdrawing"));
    }
}
