package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.RetentionRuns;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is older than it is kept goes, and nothing else. */
class RetentionTests extends PolicyStage {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RetentionRuns retention;

    private final String namespace = "retention-" + UUID.randomUUID();

    @Test
    void keepsDecisionsForThirtyDays() {
        decision("old", 31);
        decision("young", 29);

        assertThat(retention.removeNow("decision")).isPositive();

        assertThat(left("SELECT action FROM decision")).containsExactly("young");
    }

    @Test
    void keepsApprovalsForMoreThanAYearAndThoseThatWaitForEver() {
        approval("old", "DECLINED", 401);
        approval("waiting", "PENDING", 401);
        approval("young", "APPROVED", 399);

        assertThat(retention.removeNow("approval")).isPositive();

        assertThat(left("SELECT action FROM approval")).containsExactly("waiting", "young");
    }

    @Test
    void keepsDeliveriesForThirtyDays() {
        delivery("old", 31);
        delivery("young", 29);

        assertThat(retention.removeNow("approval_delivery")).isPositive();

        assertThat(left("SELECT type FROM approval_delivery")).containsExactly("young");
    }

    @Test
    void keepsEndedReservationsForThirtyDaysAndThoseThatAreHeldForEver() {
        reservation("old", "SETTLED", 31);
        reservation("held", "HELD", 31);
        reservation("young", "SETTLED", 29);

        assertThat(retention.removeNow("budget_reservation")).isPositive();

        assertThat(left("SELECT owner FROM budget_reservation")).containsExactly("held", "young");
    }

    @Test
    void keepsTheSumsOfTasksWhileTheyAreUsedAndThoseOfPeriodsForMoreThanAYear() {
        UUID budget = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO budget (id, namespace, scope, subject, period, revision)
                VALUES (:id, :namespace, 'OWNER', 'retention', 'DAY', 1)
                """).param("id", budget).param("namespace", namespace).update();
        account(budget, "idle", 999, 31, 0);
        account(budget, "reserved", 999, 31, 1);
        account(budget, "used", 999, 29, 0);
        account(budget, "", 401, 401, 0);
        account(budget, "", 402, 402, 1);
        account(budget, "", 399, 399, 0);

        assertThat(retention.removeNow("budget_account_of_tasks")).isPositive();
        assertThat(left("SELECT task FROM budget_account")).containsExactly("", "", "", "reserved", "used");

        assertThat(retention.removeNow("budget_account_of_periods")).isPositive();
        assertThat(left("SELECT CAST(now()::date - starts_at::date AS text) FROM budget_account WHERE task = ''"))
                .allMatch(days -> List.of("399", "402").contains(days))
                .hasSize(2);
    }

    private void decision(String action, int daysAgo) {
        jdbc.sql("""
                INSERT INTO decision (id, at, namespace, agent_id, action, outcome, logged)
                VALUES (:id, now() - make_interval(days => :days), :namespace, 'a', :action, 'ALLOW', '[]')
                """)
                .param("id", UUID.randomUUID())
                .param("days", daysAgo)
                .param("namespace", namespace)
                .param("action", action)
                .update();
    }

    private void approval(String action, String status, int daysAgo) {
        jdbc.sql("""
                INSERT INTO approval (id, namespace, digest, policy_id, decision_id, agent_id, action, context,
                    requester_id, requester, terms, status, votes, comments, opened_at, expires_at, revision)
                VALUES (:id, :namespace, :action, :id, :id, 'a', :action, '{}', 'r', 'r', '{}', :status, '[]', '[]',
                    now() - make_interval(days => :days), now() + interval '1 hour', 1)
                """)
                .param("id", UUID.randomUUID())
                .param("days", daysAgo)
                .param("namespace", namespace)
                .param("action", action)
                .param("status", status)
                .update();
    }

    private void delivery(String type, int daysAgo) {
        jdbc.sql("""
                INSERT INTO approval_delivery (id, namespace, approval_id, type, body, status, attempts, next_attempt_at,
                    created_at)
                VALUES (:id, :namespace, :id, :type, '{}', 'DELIVERED', 1, now(), now() - make_interval(days => :days))
                """)
                .param("id", UUID.randomUUID())
                .param("days", daysAgo)
                .param("namespace", namespace)
                .param("type", type)
                .update();
    }

    private void reservation(String owner, String status, int daysAgo) {
        jdbc.sql("""
                INSERT INTO budget_reservation (id, namespace, agent_id, owner, money, tokens, status, created_at,
                    expires_at, accounts)
                VALUES (:id, :namespace, :id, :owner, 1, 1, :status, now() - make_interval(days => :days),
                    now() + interval '1 hour', '{}')
                """)
                .param("id", UUID.randomUUID())
                .param("days", daysAgo)
                .param("namespace", namespace)
                .param("owner", owner)
                .param("status", status)
                .update();
    }

    private void account(UUID budget, String task, int startedDaysAgo, int touchedDaysAgo, long reserved) {
        jdbc.sql("""
                INSERT INTO budget_account (namespace, budget_id, starts_at, task, reserved_money, reserved_tokens, touched_at)
                VALUES (:namespace, :budget, now() - make_interval(days => :started), :task, :reserved, 0,
                    now() - make_interval(days => :touched))
                """)
                .param("namespace", namespace)
                .param("budget", budget)
                .param("started", startedDaysAgo)
                .param("touched", touchedDaysAgo)
                .param("task", task)
                .param("reserved", reserved)
                .update();
    }

    /** Of this test's namespace, in the order of the text that is asked for. */
    private List<String> left(String sql) {
        String where = sql.contains(" WHERE ") ? " AND " : " WHERE ";
        return jdbc.sql(sql + where + "namespace = :namespace ORDER BY 1")
                .param("namespace", namespace)
                .query(String.class)
                .list();
    }
}
