package io.agentplane.registry.resource;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.retention.Retention.Removed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what happened in pools. */
@Repository
class LedgerQueries {

    private final JdbcClient jdbc;
    private final StoredJson json;

    LedgerQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Adds entries in their order; the pool is locked, so the order is that of the commits. */
    void add(Pool pool, List<LedgerEntry> entries, @Nullable String actor) {
        jdbc.sql("""
                INSERT INTO resource_ledger (pool_id, namespace, type, agent_id, consumer_id, allocation_id,
                    cpu_millis, memory, storage, bandwidth, actor)
                SELECT :pool, :namespace, news.*, CAST(:actor AS text)
                FROM jsonb_to_recordset(CAST(:entries AS jsonb)) AS news
                    (type text, agent_id uuid, consumer_id uuid, allocation_id uuid,
                     cpu_millis bigint, memory bigint, storage bigint, bandwidth bigint)
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param(
                        "entries",
                        json.write(entries.stream().map(LedgerQueries::row).toList()))
                .param("actor", actor)
                .update();
    }

    private static Map<String, @Nullable Object> row(LedgerEntry entry) {
        Map<String, @Nullable Object> row = new HashMap<>(AmountRows.params(entry.change()));
        row.put("type", entry.type().name());
        row.put("agent_id", entry.agentId());
        row.put("consumer_id", entry.consumerId());
        row.put("allocation_id", entry.allocationId());
        return row;
    }

    /** Oldest first; one more than the limit when there are more. */
    List<LedgerEntryView> list(Pool pool, long after, int limit) {
        return jdbc.sql("""
                SELECT * FROM resource_ledger
                WHERE pool_id = :pool AND namespace = :namespace AND sequence > :after
                ORDER BY sequence LIMIT :limit
                """)
                .param("pool", pool.id())
                .param("namespace", pool.namespace())
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, number) -> entry(row))
                .list();
    }

    /** Removes old entries of all pools; the database carries their sums over into {@code resource_ledger_opening}. */
    Removed remove(Duration age, int limit) {
        int rows = jdbc.sql("SELECT remove_resource_ledger_entries(now() - make_interval(secs => :age), :limit)")
                .param("age", age.toSeconds())
                .param("limit", limit)
                .query(Integer.class)
                .single();
        return Removed.of(rows, limit);
    }

    private static LedgerEntryView entry(ResultSet row) throws SQLException {
        Amounts change = AmountRows.read(row, "");
        return new LedgerEntryView(
                row.getLong("sequence"),
                LedgerEntryType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getTimestamp("at").toInstant(),
                row.getObject("agent_id", UUID.class),
                row.getObject("consumer_id", UUID.class),
                row.getObject("allocation_id", UUID.class),
                Capacity.cores(change.cpuMillis()),
                change.memory(),
                change.storage(),
                change.bandwidth(),
                row.getString("actor"));
    }
}
