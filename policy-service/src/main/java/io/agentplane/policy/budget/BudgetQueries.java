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
