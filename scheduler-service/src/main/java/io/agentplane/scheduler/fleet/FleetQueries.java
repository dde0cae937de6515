package io.agentplane.scheduler.fleet;

import io.agentplane.platform.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the agents as this service knows them. */
@Repository
class FleetQueries {

    private static final double NANOS_PER_MILLI = 1e6;
    /** Summed up in one go; what was left behind, while nobody did, is more than memory should hold. */
    private static final int MAX_OUTCOMES = 10_000;

    private final JdbcClient jdbc;
    private final StoredJson json;

    FleetQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** False when something newer is known already. */
    boolean keep(AgentState agent, String namespace, long revision) {
        return jdbc.sql("""
                        INSERT INTO agent AS known
                            (id, namespace, name, status, status_reason, drain_until, specialization, capabilities,
                             max_concurrency, revision)
                        VALUES (:id, :namespace, :name, :status, :statusReason, CAST(:drainUntil AS timestamptz),
                            :specialization, :capabilities, :maxConcurrency, :revision)
                        ON CONFLICT (id) DO UPDATE
                        SET namespace = excluded.namespace, name = excluded.name, status = excluded.status,
                            status_reason = excluded.status_reason, drain_until = excluded.drain_until,
                            specialization = excluded.specialization, capabilities = excluded.capabilities,
                            max_concurrency = excluded.max_concurrency, revision = excluded.revision
                        WHERE known.revision < excluded.revision
                        """)
                        .param("id", agent.id())
                        .param("namespace", namespace)
                        .param("name", agent.name())
                        .param("status", agent.status())
                        .param("statusReason", agent.statusReason())
                        .param(
                                "drainUntil",
                                agent.drainUntil() == null
                                        ? null
                                        : agent.drainUntil().toString())
                        .param("specialization", agent.specialization())
                        .param("capabilities", agent.capabilities().toArray(String[]::new))
                        .param("maxConcurrency", agent.maxConcurrency())
                        .param("revision", revision)
                        .update()
                == 1;
    }

    Optional<String> status(UUID agentId, String namespace) {
        return jdbc.sql("SELECT status FROM agent WHERE id = :id AND namespace = :namespace")
                .param("id", agentId)
                .param("namespace", namespace)
                .query(String.class)
                .optional();
    }

    /** True when the agent was suspect till now. Of an agent that is often seen only one sign a second is written. */
    boolean seen(UUID agentId) {
        return jdbc.sql("""
                UPDATE agent SET last_seen_at = now(), suspect = false
                FROM (SELECT id, suspect FROM agent WHERE id = :id) AS before
                WHERE agent.id = before.id
                    AND (agent.suspect OR coalesce(agent.last_seen_at < now() - interval '1 second', true))
                RETURNING before.suspect
                """)
                .param("id", agentId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    int suspect(Collection<UUID> agentIds) {
        return jdbc.sql("""
                WITH lost AS MATERIALIZED (
                    SELECT id FROM agent WHERE id = ANY (:ids) AND NOT suspect ORDER BY id FOR UPDATE)
                UPDATE agent SET suspect = true FROM lost WHERE agent.id = lost.id
                """).param("ids", agentIds.toArray(UUID[]::new)).update();
    }

    void add(List<WorkOutcome> outcomes) {
        List<Map<String, @Nullable Object>> rows =
                outcomes.stream().map(FleetQueries::row).toList();
        jdbc.sql("""
                INSERT INTO agent_outcome (agent_id, claimed, completed, failed, response_millis)
                SELECT agent_id, claimed, completed, failed, response_millis
                FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS news
                    (agent_id uuid, claimed int, completed int, failed int, response_millis bigint)
                """).param("outcomes", json.write(rows)).update();
    }

    private static Map<String, @Nullable Object> row(WorkOutcome outcome) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("agent_id", outcome.agentId());
        row.put("claimed", outcome.claimed());
        row.put("completed", outcome.completed());
        row.put("failed", outcome.failed());
        Duration responseTime = outcome.responseTime();
        row.put("response_millis", responseTime == null ? null : responseTime.toMillis());
        return row;
    }

    List<WorkOutcome> outcomes(UUID agentId) {
        return jdbc.sql("SELECT * FROM agent_outcome WHERE agent_id = :agent ORDER BY id")
                .param("agent", agentId)
                .query((row, number) -> outcome(row))
                .list();
    }

    /** True when this transaction alone may sum up. */
    boolean lock() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('figures'), hashtext(current_schema()))")
                .query(Boolean.class)
                .single();
    }

    List<WorkOutcome> takeOutcomes() {
        return jdbc.sql("""
                WITH oldest AS MATERIALIZED (
                    SELECT id FROM agent_outcome ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED),
                taken AS (DELETE FROM agent_outcome WHERE id IN (SELECT id FROM oldest) RETURNING *)
                SELECT * FROM taken ORDER BY id
                """)
                .param("limit", MAX_OUTCOMES)
                .query((row, number) -> outcome(row))
                .list();
    }

    private static WorkOutcome outcome(ResultSet row) throws SQLException {
        Long responseMillis = row.getObject("response_millis", Long.class);
        return new WorkOutcome(
                row.getObject("agent_id", UUID.class),
                row.getInt("claimed"),
                row.getInt("completed"),
                row.getInt("failed"),
                responseMillis == null ? null : Duration.ofMillis(responseMillis));
    }

    Map<UUID, Figures> figures(Collection<UUID> agentIds) {
        return figures("SELECT * FROM agent WHERE id = ANY (:ids)", agentIds);
    }

    /** The same, and nobody else changes these agents until the end of the transaction. */
    Map<UUID, Figures> lockFigures(Collection<UUID> agentIds) {
        return figures("SELECT * FROM agent WHERE id = ANY (:ids) ORDER BY id FOR UPDATE", agentIds);
    }

    private Map<UUID, Figures> figures(String sql, Collection<UUID> agentIds) {
        Map<UUID, Figures> figures = new HashMap<>();
        jdbc.sql(sql).param("ids", agentIds.toArray(UUID[]::new)).query(row -> {
            figures.put(row.getObject("id", UUID.class), figures(row));
        });
        return figures;
    }

    private static Figures figures(ResultSet row) throws SQLException {
        Double millis = row.getObject("average_response_millis", Double.class);
        return new Figures(
                row.getLong("claimed"),
                row.getLong("completed"),
                row.getLong("failed"),
                millis == null ? null : Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI)));
    }

    void store(Map<UUID, Figures> figures) {
        List<Map<String, @Nullable Object>> rows = figures.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        jdbc.sql("""
                UPDATE agent SET claimed = now.claimed, completed = now.completed, failed = now.failed,
                    average_response_millis = now.millis
                FROM jsonb_to_recordset(CAST(:figures AS jsonb)) AS now
                    (id uuid, claimed bigint, completed bigint, failed bigint, millis double precision)
                WHERE agent.id = now.id
                """).param("figures", json.write(rows)).update();
    }

    private static Map<String, @Nullable Object> row(UUID agentId, Figures figures) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", agentId);
        row.put("claimed", figures.claimed());
        row.put("completed", figures.completed());
        row.put("failed", figures.failed());
        row.put("millis", millis(figures.averageResponseTime()));
        return row;
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / NANOS_PER_MILLI;
    }
}
