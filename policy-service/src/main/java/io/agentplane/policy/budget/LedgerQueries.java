package io.agentplane.policy.budget;

import io.agentplane.platform.identity.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of accounts and reservations. Budgets are locked before accounts, both in the order of their keys, and a
 * reservation before its accounts; so nobody waits in a circle.
 */
@Repository
class LedgerQueries {

    private final JdbcClient jdbc;

    LedgerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reserves in all accounts where it fits, and stores the reservation if it fits in all. When a line of the answer
     * doesn't fit, the transaction must be rolled back. The locked budgets tell the limits of this moment.
     */
    List<Line> reserve(ReservationView wanted) {
        return jdbc.sql("""
                WITH held AS (
                    SELECT * FROM budget
                    WHERE namespace = :namespace AND (scope = 'NAMESPACE' AND subject = :namespace
                        OR scope = 'OWNER' AND subject = CAST(:owner AS text) OR scope = 'AGENT' AND subject = :agentText)
                    ORDER BY id FOR UPDATE
                ), wanted AS (
                    SELECT id AS budget_id, date_trunc(lower(period), CAST(:now AS timestamptz), 'UTC') AS starts_at,
                        '' AS task, money AS max_money, tokens AS max_tokens
                    FROM held
                    UNION ALL
                    SELECT id, CAST('epoch' AS timestamptz), :task, task_money, task_tokens
                    FROM held WHERE task_money IS NOT NULL OR task_tokens IS NOT NULL
                ), taken AS (
                    INSERT INTO budget_account AS account (namespace, budget_id, starts_at, task, reserved_money,
                        reserved_tokens, ceiling_money, ceiling_tokens, touched_at)
                    SELECT :namespace, budget_id, starts_at, task, :money, :tokens, max_money, max_tokens, :now
                    FROM wanted
                    WHERE (max_money IS NULL OR :money <= max_money) AND (max_tokens IS NULL OR :tokens <= max_tokens)
                    ORDER BY budget_id, starts_at, task
                    ON CONFLICT ON CONSTRAINT budget_account_place DO UPDATE
                    SET reserved_money = account.reserved_money + excluded.reserved_money,
                        reserved_tokens = account.reserved_tokens + excluded.reserved_tokens,
                        ceiling_money = excluded.ceiling_money, ceiling_tokens = excluded.ceiling_tokens,
                        touched_at = excluded.touched_at
                    WHERE (excluded.ceiling_money IS NULL OR excluded.reserved_money
                            <= excluded.ceiling_money - account.reserved_money - account.spent_money)
                        AND (excluded.ceiling_tokens IS NULL OR excluded.reserved_tokens
                            <= excluded.ceiling_tokens - account.reserved_tokens - account.spent_tokens)
                    RETURNING *
                ), stored AS (
                    INSERT INTO budget_reservation (id, namespace, agent_id, owner, task_id, money, tokens, status,
                        created_at, expires_at, accounts)
                    SELECT :id, :namespace, :agent, CAST(:owner AS text), CAST(:taskId AS uuid), :money, :tokens, 'HELD',
                        :now, :expiresAt, ARRAY(SELECT id FROM taken)
                    WHERE (SELECT count(*) FROM taken) = (SELECT count(*) FROM wanted)
                )
                SELECT held.*, coalesce(taken.id, 0) AS account, wanted.starts_at, wanted.task <> '' AS of_task,
                    taken.id IS NOT NULL AS fits, coalesce(taken.notified, 0) AS notified,
                    coalesce(taken.reserved_money + taken.spent_money,
                        known.reserved_money + known.spent_money, 0) AS taken_money,
                    coalesce(taken.reserved_tokens + taken.spent_tokens,
                        known.reserved_tokens + known.spent_tokens, 0) AS taken_tokens
                FROM wanted
                JOIN held ON held.id = wanted.budget_id
                LEFT JOIN taken USING (budget_id, starts_at, task)
                LEFT JOIN budget_account AS known USING (budget_id, starts_at, task)
                ORDER BY wanted.budget_id, wanted.task
                """)
                .param("namespace", Namespace.current())
                .param("id", wanted.id())
                .param("agent", wanted.agentId())
                .param("agentText", wanted.agentId().toString())
                .param("owner", wanted.owner())
                .param("taskId", wanted.taskId())
                .param("task", (wanted.taskId() == null ? wanted.id() : wanted.taskId()).toString())
                .param("money", wanted.cost().micros())
                .param("tokens", wanted.tokens())
                .param("now", wanted.createdAt().atOffset(ZoneOffset.UTC))
                .param("expiresAt", wanted.expiresAt().atOffset(ZoneOffset.UTC))
                .query((row, number) -> line(row))
                .list();
    }

    /**
     * Ends a reservation: gives back what is held and counts what was spent. What goes beyond the reserved, or comes after
     * it lapsed, is counted as overspent too. Empty when there is no such reservation to end.
     *
     * @param cost what was spent; null when it is given back
     */
    Optional<List<Line>> close(UUID id, @Nullable Cost cost, Instant now) {
        List<Optional<Line>> lines = jdbc.sql("""
                WITH mine AS (
                    SELECT id, accounts, CASE status WHEN 'HELD' THEN money ELSE 0 END AS money,
                        CASE status WHEN 'HELD' THEN tokens ELSE 0 END AS tokens
                    FROM budget_reservation
                    WHERE id = :id AND namespace = :namespace AND (status = 'HELD' OR :late AND status = 'LAPSED')
                    FOR UPDATE
                ), locked AS (
                    SELECT account.id FROM budget_account AS account
                    WHERE account.namespace = :namespace
                        AND account.id = ANY (ARRAY(SELECT unnest(accounts) FROM mine))
                    ORDER BY account.budget_id, account.starts_at, account.task FOR UPDATE
                ), moved AS (
                    UPDATE budget_account AS account
                    SET reserved_money = account.reserved_money - mine.money,
                        reserved_tokens = account.reserved_tokens - mine.tokens,
                        spent_money = account.spent_money + :money,
                        spent_tokens = account.spent_tokens + :tokens,
                        overspent_money = account.overspent_money + greatest(0, :money - mine.money),
                        overspent_tokens = account.overspent_tokens + greatest(0, :tokens - mine.tokens),
                        touched_at = :now
                    FROM locked CROSS JOIN mine WHERE account.id = locked.id
                    RETURNING account.*
                ), closed AS (
                    UPDATE budget_reservation AS reservation
                    SET status = :status, spent_money = CAST(:spentMoney AS bigint),
                        spent_tokens = CAST(:spentTokens AS bigint)
                    FROM mine WHERE reservation.id = mine.id
                    RETURNING reservation.id
                )
                SELECT budget.*, moved.id AS account, moved.starts_at, moved.task <> '' AS of_task, true AS fits,
                    moved.notified, moved.reserved_money + moved.spent_money AS taken_money,
                    moved.reserved_tokens + moved.spent_tokens AS taken_tokens
                FROM closed LEFT JOIN (moved JOIN budget ON budget.id = moved.budget_id) ON true
                """)
                .param("id", id)
                .param("namespace", Namespace.current())
                .param("late", cost != null)
                .param("money", cost == null ? 0L : cost.micros())
                .param("tokens", cost == null ? 0L : cost.tokens())
                .param("spentMoney", cost == null ? null : cost.micros())
                .param("spentTokens", cost == null ? null : cost.tokens())
                .param("status", (cost == null ? ReservationStatus.RELEASED : ReservationStatus.SETTLED).name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        row.getObject("account") == null ? Optional.<Line>empty() : Optional.of(line(row)))
                .list();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.stream().flatMap(Optional::stream).toList());
    }

    /** Keeps that a threshold was told of an account whose lock is held. */
    void notified(long account, int threshold) {
        jdbc.sql("UPDATE budget_account SET notified = :threshold WHERE id = :id AND namespace = :namespace")
                .param("threshold", threshold)
                .param("id", account)
                .param("namespace", Namespace.current())
                .update();
    }

    Optional<ReservationView> find(UUID id) {
        return jdbc.sql("SELECT * FROM budget_reservation WHERE id = :id AND namespace = :namespace")
                .param("id", id)
                .param("namespace", Namespace.current())
                .query((row, number) -> reservation(row))
                .optional();
    }

    /**
     * Gives back a batch of what nobody settled in time and returns how many that were. What another replica is at is
     * left to it.
     *
     * @param namespace null for all
     */
    int lapse(@Nullable String namespace, Instant now) {
        return jdbc.sql("""
                WITH due AS (
                    SELECT id, accounts, money, tokens FROM budget_reservation
                    WHERE status = 'HELD' AND expires_at <= :now
                        AND (CAST(:namespace AS text) IS NULL OR namespace = :namespace)
                    ORDER BY expires_at LIMIT 500 FOR UPDATE SKIP LOCKED
                ), back AS (
                    SELECT account, CAST(sum(money) AS bigint) AS money, CAST(sum(tokens) AS bigint) AS tokens
                    FROM due CROSS JOIN unnest(due.accounts) AS account GROUP BY account
                ), locked AS (
                    SELECT id FROM budget_account WHERE id = ANY (ARRAY(SELECT account FROM back))
                    ORDER BY budget_id, starts_at, task FOR UPDATE
                ), given AS (
                    UPDATE budget_account AS account
                    SET reserved_money = account.reserved_money - back.money,
                        reserved_tokens = account.reserved_tokens - back.tokens
                    FROM locked JOIN back ON back.account = locked.id WHERE account.id = locked.id
                )
                UPDATE budget_reservation AS reservation SET status = 'LAPSED' FROM due WHERE reservation.id = due.id
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("namespace", namespace)
                .update();
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                BudgetQueries.budget(row),
                row.getLong("account"),
                row.getTimestamp("starts_at").toInstant(),
                row.getBoolean("of_task"),
                row.getBoolean("fits"),
                Cost.ofMicros(row.getLong("taken_money"), row.getLong("taken_tokens")),
                row.getInt("notified"));
    }

    private static ReservationView reservation(ResultSet row) throws SQLException {
        Cost reserved = Cost.ofMicros(row.getLong("money"), row.getLong("tokens"));
        boolean settled = row.getObject("spent_money") != null;
        return new ReservationView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("owner"),
                row.getObject("task_id", UUID.class),
                reserved.amount(),
                reserved.tokens(),
                ReservationStatus.valueOf(row.getString("status")),
                settled ? Cost.ofMicros(row.getLong("spent_money"), row.getLong("spent_tokens")) : null,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
