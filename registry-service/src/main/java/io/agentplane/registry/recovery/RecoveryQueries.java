package io.agentplane.registry.recovery;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.registry.recovery.RecoveryView.OutcomeView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of recoveries. All times are the database's. */
@Repository
class RecoveryQueries {

    private static final TypeReference<List<OutcomeView>> OUTCOMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    RecoveryQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Begins anew, also where an earlier recovery of the agent is known. */
    void begin(UUID agentId, String namespace, String reason) {
        jdbc.sql("""
                INSERT INTO agent_recovery AS known (agent_id, namespace, reason, status, step, attempt, started_at,
                    step_since, next_at, claims, outcomes)
                VALUES (:agent, :namespace, :reason, 'RUNNING', 'TASK_HANDOVER', 1, clock_timestamp(),
                    clock_timestamp(), clock_timestamp(), 0, '[]')
                ON CONFLICT (agent_id) DO UPDATE
                SET reason = excluded.reason, status = excluded.status, step = excluded.step,
                    attempt = excluded.attempt, started_at = excluded.started_at, step_since = excluded.step_since,
                    next_at = excluded.next_at, claims = known.claims + 1, outcomes = excluded.outcomes
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .param("reason", reason)
                .update();
    }

    /** Ends what is running; a recovery that was given up before can still end well. */
    void end(UUID agentId, RecoveryStatus status) {
        jdbc.sql("""
                UPDATE agent_recovery SET status = :status, next_at = NULL, claims = claims + 1
                WHERE agent_id = :agent AND status IN ('RUNNING', 'GIVEN_UP')
                """).param("agent", agentId).param("status", status.name()).update();
    }

    /** Takes what is due, and keeps other replicas from it for a while. */
    List<Due> claim(int most, Duration claimTimeout) {
        return jdbc.sql("""
                WITH due AS (
                    SELECT agent_id FROM agent_recovery WHERE next_at <= clock_timestamp()
                    ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED)
                UPDATE agent_recovery
                SET next_at = clock_timestamp() + :timeout * interval '1 millisecond', claims = claims + 1
                FROM due WHERE agent_recovery.agent_id = due.agent_id
                RETURNING agent_recovery.agent_id, namespace, step, attempt, claims,
                    extract(epoch FROM clock_timestamp() - step_since) * 1000 AS age
                """)
                .param("most", most)
                .param("timeout", claimTimeout.toMillis())
                .query((row, number) -> new Due(
                        row.getObject("agent_id", UUID.class),
                        row.getString("namespace"),
                        RecoveryPhase.valueOf(row.getString("step")),
                        row.getInt("attempt"),
                        Duration.ofMillis(row.getLong("age")),
                        row.getLong("claims")))
                .list();
    }

    /** Writes progress down; false when someone else has gone on or ended it meanwhile. */
    boolean advance(Due due, Progress progress) {
        RecoveryPhase next = progress.next();
        return jdbc.sql("""
                UPDATE agent_recovery
                SET status = CASE WHEN CAST(:next AS text) IS NULL THEN 'GIVEN_UP' ELSE status END,
                    step = coalesce(:next, step),
                    step_since = CASE WHEN :next = step THEN step_since ELSE clock_timestamp() END,
                    attempt = CASE WHEN CAST(:next AS text) IS NULL THEN attempt ELSE :attempt END,
                    next_at = CASE WHEN CAST(:next AS text) IS NOT NULL
                        THEN clock_timestamp() + :pause * interval '1 millisecond' END,
                    outcomes = CASE WHEN CAST(:outcome AS text) IS NULL THEN outcomes ELSE outcomes
                        || jsonb_build_object('step', CAST(:step AS text), 'attempt', CAST(:tried AS int),
                            'outcome', CAST(:outcome AS text), 'detail', CAST(:detail AS text),
                            'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) END
                WHERE agent_id = :agent AND claims = :claims
                """)
                        .param("agent", due.agentId())
                        .param("claims", due.claims())
                        .param("next", next == null ? null : next.name())
                        .param("attempt", progress.attempt())
                        .param("pause", progress.pause().toMillis())
                        .param("step", due.phase().name())
                        .param("tried", due.attempt())
                        .param("outcome", name(progress.outcome()))
                        .param("detail", progress.detail())
                        .update()
                == 1;
    }

    private static @Nullable String name(@Nullable Outcome outcome) {
        return outcome == null ? null : outcome.name();
    }

    /** The latest recovery of an agent that was looked up in a namespace before. */
    Optional<RecoveryView> find(UUID agentId) {
        return jdbc.sql("SELECT * FROM agent_recovery WHERE agent_id = :agent")
                .param("agent", agentId)
                .query((row, number) -> view(row))
                .optional();
    }

    private RecoveryView view(ResultSet row) throws SQLException {
        var nextAt = row.getTimestamp("next_at");
        return new RecoveryView(
                row.getObject("agent_id", UUID.class),
                RecoveryStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                RecoveryPhase.valueOf(row.getString("step")),
                row.getInt("attempt"),
                row.getTimestamp("started_at").toInstant(),
                nextAt == null ? null : nextAt.toInstant(),
                json.read(row.getString("outcomes"), OUTCOMES));
    }

    /**
     * A claimed step.
     *
     * @param age how long its phase lasts already
     * @param claims lets only the latest claimant write
     */
    record Due(UUID agentId, String namespace, RecoveryPhase phase, int attempt, Duration age, long claims) {}
}
