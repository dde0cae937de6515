package io.agentplane.registry.resource;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what agents put into a pool, which is locked. */
@Repository
class ContributionQueries {

    /** One that is made anew goes on counting where the removed one ended. */
    private static final String REMOVED = """
            WITH gone AS (
                DELETE FROM resource_contribution
                WHERE pool_id = :pool AND namespace = :namespace AND %s
                RETURNING *),
            kept AS (
                INSERT INTO resource_contribution_past SELECT pool_id, agent_id, revision FROM gone
                ON CONFLICT (pool_id, agent_id) DO UPDATE
                SET revision = excluded.revision, removed_at = excluded.removed_at)
            SELECT * FROM gone
            """;

    private final JdbcClient jdbc;

    ContributionQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Contribution> find(Pool pool, UUID agentId) {
        return jdbc.sql("""
                SELECT * FROM resource_contribution
                WHERE pool_id = :pool AND namespace = :namespace AND agent_id = :agent
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("agent", agentId)
                .query((row, number) -> contribution(row))
                .optional();
    }

    /** Those that grants may be taken from. */
    List<Contribution> grantable(Pool pool) {
        return jdbc.sql("""
                SELECT * FROM resource_contribution
                WHERE pool_id = :pool AND namespace = :namespace AND NOT withdrawing
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .query((row, number) -> contribution(row))
                .list();
    }

    int count(Pool pool) {
        return jdbc.sql("SELECT count(*) FROM resource_contribution WHERE pool_id = :pool AND namespace = :namespace")
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .query(Integer.class)
                .single();
    }

    Contribution store(Pool pool, UUID agentId, Amounts amounts) {
        return jdbc.sql("""
                INSERT INTO resource_contribution AS known
                    (pool_id, agent_id, namespace, cpu_millis, memory, storage, bandwidth, revision)
                VALUES (:pool, :agent, :namespace, :cpu_millis, :memory, :storage, :bandwidth,
                    1 + coalesce(
                        (SELECT revision FROM resource_contribution_past
                         WHERE pool_id = :pool AND agent_id = :agent), 0))
                ON CONFLICT (pool_id, agent_id) DO UPDATE
                SET cpu_millis = excluded.cpu_millis, memory = excluded.memory, storage = excluded.storage,
                    bandwidth = excluded.bandwidth, revision = known.revision + 1
                RETURNING *
                """)
                .param("pool", pool.id())
                .param("agent", agentId)
                .param("namespace", pool.namespace())
                .params(AmountRows.params(amounts))
                .query((row, number) -> contribution(row))
                .single();
    }

    void remove(Pool pool, UUID agentId) {
        jdbc.sql(REMOVED.formatted("agent_id = :agent"))
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("agent", agentId)
                .query((row, number) -> contribution(row))
                .list();
    }

    /** True when it was not marked before. */
    boolean markWithdrawing(Pool pool, UUID agentId) {
        return jdbc.sql("""
                        UPDATE resource_contribution SET withdrawing = true, revision = revision + 1
                        WHERE pool_id = :pool AND namespace = :namespace AND agent_id = :agent AND NOT withdrawing
                        """)
                        .param("pool", pool.id())
                        .param("namespace", pool.namespace())
                        .param("agent", agentId)
                        .update()
                == 1;
    }

    /** Removes those that wait for nobody any more. */
    List<Contribution> removeWithdrawn(Pool pool) {
        return jdbc.sql(REMOVED.formatted(
                        "withdrawing AND used_cpu_millis = 0 AND used_memory = 0 AND used_storage = 0 "
                                + "AND used_bandwidth = 0"))
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .query((row, number) -> contribution(row))
                .list();
    }

    private static Contribution contribution(ResultSet row) throws SQLException {
        return new Contribution(
                row.getObject("agent_id", UUID.class),
                AmountRows.read(row, ""),
                AmountRows.read(row, "used_"),
                row.getBoolean("withdrawing"),
                row.getLong("revision"));
    }
}
