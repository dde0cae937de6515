package io.agentplane.policy.budget;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.budget.Budget.Balance;
import io.agentplane.policy.budget.Budget.Taken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The budget table's SQL. */
@Repository
class BudgetQueries {

    private final JdbcClient jdbc;

    BudgetQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a budget unless its subject has one. */
    void insertIfAbsent(Budget budget) {
        jdbc.sql("""
                INSERT INTO budget (id, namespace, scope, subject, period, money, tokens, task_money, task_tokens, revision)
                SELECT :id, :namespace, :scope, :subject, :period, CAST(:money AS bigint), CAST(:tokens AS bigint),
                    CAST(:taskMoney AS bigint), CAST(:taskTokens AS bigint), :revision
                WHERE NOT EXISTS (
                    SELECT 1 FROM budget WHERE namespace = :namespace AND scope = :scope AND subject = :subject)
                ON CONFLICT DO NOTHING
                """).params(columns(budget)).update();
    }

    void update(Budget budget) {
        jdbc.sql("""
                UPDATE budget SET period = :period, money = CAST(:money AS bigint), tokens = CAST(:tokens AS bigint),
                    task_money = CAST(:taskMoney AS bigint), task_tokens = CAST(:taskTokens AS bigint), revision = :revision
                WHERE id = :id AND namespace = :namespace
                """).params(columns(budget)).update();
    }

    /** Lets the thresholds of the running period be told again. */
    void forgetThresholds(Budget budget, Instant periodStart) {
        jdbc.sql("""
                UPDATE budget_account SET notified = 0
                WHERE budget_id = :id AND namespace = :namespace AND starts_at = :start AND task = ''
                """)
                .param("id", budget.id())
                .param("namespace", budget.namespace())
                .param("start", periodStart.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Gathers in the account of another period what was taken since that began, and all of the one that runs. A budget that is
     * locked gets no new reservations meanwhile; those that it has are locked before their accounts, as when one of them ends.
     *
     * @param from the beginning of the period that runs
     * @param to the beginning of the other one
     */
    void carryOver(Budget budget, Instant from, Instant to) {
        Map<String, Object> names = Map.of(
                "id", budget.id(),
                "namespace", budget.namespace(),
                "from", from.atOffset(ZoneOffset.UTC),
                "to", to.atOffset(ZoneOffset.UTC));
        List<UUID> reservations = jdbc.sql("""
                SELECT id FROM budget_reservation
                WHERE namespace = :namespace
                    AND (status = 'HELD' OR status = 'LAPSED' AND created_at >= least(:from, :to))
                    AND accounts && ARRAY(
                        SELECT id FROM budget_account
                        WHERE budget_id = :id AND namespace = :namespace AND task = ''
                            AND (starts_at >= :to OR starts_at = :from))
                ORDER BY id FOR UPDATE
                """)
                .params(names)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
        jdbc.sql("""
                WITH gathered AS MATERIALIZED (
                    SELECT * FROM budget_account
                    WHERE budget_id = :id AND namespace = :namespace AND task = ''
                        AND (starts_at >= :to OR starts_at = :from)
                    ORDER BY starts_at FOR UPDATE
                ), kept AS (
                    SELECT id FROM gathered ORDER BY starts_at <> :to, id LIMIT 1
                ), gone AS (
                    DELETE FROM budget_account USING kept
                    WHERE budget_account.id IN (SELECT id FROM gathered) AND budget_account.id <> kept.id
                ), total AS (
                    SELECT sum(reserved_money) AS reserved_money, sum(reserved_tokens) AS reserved_tokens,
                        sum(spent_money) AS spent_money, sum(spent_tokens) AS spent_tokens,
                        sum(overspent_money) AS overspent_money, sum(overspent_tokens) AS overspent_tokens
                    FROM gathered
                ), changed AS (
                    UPDATE budget_account AS account
                    SET starts_at = :to, ceiling_money = NULL, ceiling_tokens = NULL,
                        reserved_money = total.reserved_money, reserved_tokens = total.reserved_tokens,
                        spent_money = total.spent_money, spent_tokens = total.spent_tokens,
                        overspent_money = total.overspent_money, overspent_tokens = total.overspent_tokens
                    FROM kept CROSS JOIN total WHERE account.id = kept.id
                )
                UPDATE budget_reservation AS reservation
                SET accounts = ARRAY(
                    SELECT DISTINCT CASE WHEN account IN (SELECT id FROM gathered) THEN kept.id ELSE account END
                    FROM unnest(reservation.accounts) AS account)
                FROM kept WHERE reservation.id = ANY (:reservations)
                """)
                .params(names)
                .param("reservations", reservations.toArray(UUID[]::new))
                .update();
    }

    Optional<Budget> find(BudgetScope scope, String subject) {
        return find(scope, subject, "");
    }

    /** Reads it and keeps others from changing it, or reserving by it, until the commit. */
    Optional<Budget> lock(BudgetScope scope, String subject) {
        return find(scope, subject, "FOR UPDATE");
    }

    private Optional<Budget> find(BudgetScope scope, String subject, String lock) {
        return jdbc.sql("SELECT * FROM budget WHERE namespace = :namespace AND scope = :scope AND subject = :subject "
                        + lock)
                .param("namespace", Namespace.current())
                .param("scope", scope.name())
                .param("subject", subject)
                .query((row, number) -> budget(row))
                .optional();
    }

    /** By id, each with what is taken of it in the running period; one more than the limit when there are more. */
    List<Balance> list(@Nullable UUID after, int limit, Instant now) {
        return jdbc.sql("""
                SELECT budget.*, coalesce(reserved_money, 0) AS reserved_money, coalesce(spent_money, 0) AS spent_money,
                    coalesce(reserved_tokens, 0) AS reserved_tokens, coalesce(spent_tokens, 0) AS spent_tokens
                FROM budget
                LEFT JOIN budget_account ON budget_id = budget.id AND task = ''
                    AND starts_at = date_trunc(lower(period), CAST(:now AS timestamptz), 'UTC')
                WHERE budget.namespace = :namespace AND (CAST(:after AS uuid) IS NULL OR budget.id > :after)
                ORDER BY budget.id LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("after", after)
                .param("limit", limit + 1)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Balance(budget(row), taken(row)))
                .list();
    }

    /** What is taken of a budget in a period; nothing before its first reservation. */
    Taken taken(Budget budget, Instant periodStart) {
        return jdbc.sql("""
                SELECT reserved_money, reserved_tokens, spent_money, spent_tokens FROM budget_account
                WHERE budget_id = :id AND namespace = :namespace AND starts_at = :start AND task = ''
                """)
                .param("id", budget.id())
                .param("namespace", budget.namespace())
                .param("start", periodStart.atOffset(ZoneOffset.UTC))
                .query((row, number) -> taken(row))
                .optional()
                .orElse(Taken.NOTHING);
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(
                Cost.ofMicros(row.getLong("reserved_money"), row.getLong("reserved_tokens")),
                Cost.ofMicros(row.getLong("spent_money"), row.getLong("spent_tokens")));
    }

    private static Map<String, @Nullable Object> columns(Budget budget) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", budget.id());
        columns.put("namespace", budget.namespace());
        columns.put("scope", budget.scope().name());
        columns.put("subject", budget.subject());
        columns.put("period", budget.period().name());
        columns.put("money", budget.limit().micros());
        columns.put("tokens", budget.limit().tokens());
        columns.put("taskMoney", budget.taskLimit().micros());
        columns.put("taskTokens", budget.taskLimit().tokens());
        columns.put("revision", budget.revision());
        return columns;
    }

    static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                BudgetScope.valueOf(row.getString("scope")),
                row.getString("subject"),
                BudgetPeriod.valueOf(row.getString("period")),
                Limit.ofMicros(row.getObject("money", Long.class), row.getObject("tokens", Long.class)),
                Limit.ofMicros(row.getObject("task_money", Long.class), row.getObject("task_tokens", Long.class)),
                row.getLong("revision"));
    }
}
