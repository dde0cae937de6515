package io.agentplane.policy.budget;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ReplicaStage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Many callers, two replicas, one of them lost midway: no sum ever passes a limit. */
class BudgetReplicaTests extends ReplicaStage {

    private static final int CALLERS = 1000;
    private static final int AGENTS = 4;
    private final TestCaller caller = TestCaller.in("spenders-" + UUID.randomUUID());
    private final JdbcClient jdbc = REPLICAS.database().jdbc();
    private final List<UUID> agents = new ArrayList<>();
    private final AtomicInteger reserved = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final Queue<Integer> lost = new ConcurrentLinkedQueue<>();

    @Test
    void passesNoLimitWithAThousandCallersWhileAReplicaDies() throws Exception {
        limit(one.api(caller));
        try (var threads = new Loops()) {
            threads.repeat(this::lookForAPassedLimit);
            for (int number = 0; number < CALLERS; number++) {
                int calling = number;
                Replica replica = calling % 2 == 0 ? one : other;
                threads.once(() -> callOrBeLost(replica, calling));
            }
            await().until(() -> ended.get() >= CALLERS / 2);

            restartTheOther();

            await().until(() -> ended.get() == CALLERS);
            threads.stop();
        }
        assertThat(looks).hasPositiveValue();
        assertThat(passedLimits()).isZero();
        assertThat(reserved).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        assertThat(lost).as("callers of the surviving replica").allMatch(calling -> calling % 2 == 1);
        assertThat(number("SELECT sum(overspent_money) FROM budget_account WHERE namespace = :namespace"))
                .isZero();
        // What the callers of the lost replica could not settle comes back in its time.
        jdbc.sql("UPDATE budget_reservation SET expires_at = created_at"
                        + " WHERE status = 'HELD' AND namespace = :namespace")
                .param("namespace", caller.namespace())
                .update();
        await().until(() -> number("SELECT sum(reserved_money) FROM budget_account WHERE namespace = :namespace") == 0);
        assertThat(number("SELECT count(*) FROM budget_reservation WHERE status = 'HELD' AND namespace = :namespace"))
                .isZero();
        assertThat(number("SELECT spent_money FROM budget_account JOIN budget ON budget.id = budget_id"
                        + " WHERE scope = 'NAMESPACE' AND task = '' AND budget.namespace = :namespace"))
                .isEqualTo(number("SELECT sum(spent_money) FROM budget_reservation WHERE namespace = :namespace"));
    }

    private void limit(TestApi api) {
        for (int number = 0; number < AGENTS; number++) {
            agents.add(UUID.randomUUID());
            put(api, "agent/" + agents.get(number), "5");
        }
        put(api, "owner/platform", "12");
        put(api, "namespace/" + caller.namespace(), "10");
    }

    private static void put(TestApi api, String path, String amount) {
        body(
                api.put("/budgets/" + path, 0, Map.of("period", "YEAR", "amount", new BigDecimal(amount))),
                BudgetView.class);
    }

    private void callOrBeLost(Replica replica, int calling) {
        try {
            call(replica, calling);
        } catch (Exception | AssertionError gone) {
            lost.add(calling);
        } finally {
            ended.incrementAndGet();
        }
    }

    /** A third settles, a third gives back, a third is never heard of again. */
    private void call(Replica replica, int calling) throws Exception {
        BudgetLedger ledger = replica.bean(BudgetLedger.class);
        Duration ttl = Duration.ofSeconds(calling % 3 == 2 ? 1 : 600);
        var wish =
                new ReserveRequest(agents.get(calling % AGENTS), "platform", new BigDecimal("0.07"), null, null, ttl);
        UUID id;
        try {
            id = insist(replica, () -> ledger.reserve(wish)).id();
        } catch (DomainException exhausted) {
            assertThat(exhausted.code()).isEqualTo(BudgetProblem.BUDGET_EXHAUSTED);
            refused.incrementAndGet();
            return;
        }
        reserved.incrementAndGet();
        switch (calling % 3) {
            case 0 -> insist(replica, () -> ledger.settle(id, new Cost(new BigDecimal("0.05"), 0)));
            case 1 -> insist(replica, () -> ledger.release(id));
            default -> {}
        }
    }

    /** Tries again while the replica lives and has no connection free; nothing was done then. */
    private ReservationView insist(Replica replica, Callable<ReservationView> work) throws Exception {
        while (true) {
            try {
                return Namespace.in(caller.namespace(), work::call);
            } catch (TransactionException busy) {
                if (!replica.context().isActive()) {
                    throw busy;
                }
            }
        }
    }

    private void lookForAPassedLimit() {
        assertThat(passedLimits()).isZero();
        looks.incrementAndGet();
    }

    /** Counted twice: by the accounts, and from the reservations alone. */
    private long passedLimits() {
        return number("""
                SELECT (SELECT count(*) FROM budget_account JOIN budget ON budget.id = budget_id
                        WHERE budget.namespace = :namespace AND task = '' AND reserved_money + spent_money > money)
                    + (SELECT count(*) FROM (
                        SELECT scope FROM budget_reservation AS r JOIN budget AS b ON b.scope = 'NAMESPACE'
                            OR b.scope = 'OWNER' AND b.subject = r.owner
                            OR b.scope = 'AGENT' AND b.subject = CAST(r.agent_id AS text)
                        WHERE r.status IN ('HELD', 'SETTLED')
                            AND r.namespace = :namespace AND b.namespace = :namespace
                        GROUP BY b.id HAVING sum(coalesce(r.spent_money, r.money)) > b.money) AS passed)
                """);
    }

    private long number(String sql) {
        return jdbc.sql(sql)
                .param("namespace", caller.namespace())
                .query(Long.class)
                .single();
    }
}
