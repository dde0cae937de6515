package io.agentplane.policy.budget;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.Replica;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionException;

/** Many callers, two replicas, one of them lost midway: no sum ever passes a limit. */
class BudgetReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("alpha");
    private static final int CALLERS = 1000;
    private static final int AGENTS = 4;

    private final Database database = TestPostgres.createDatabase();
    private final List<UUID> agents = new ArrayList<>();

    @Test
    void passesNoLimitWithAThousandCallersWhileAReplicaDies() throws Exception {
        AtomicInteger reserved = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Queue<Integer> lost = new ConcurrentLinkedQueue<>();
        AtomicBoolean watching = new AtomicBoolean(true);
        try (Replica one = Replica.start(database);
                Replica other = Replica.start(database);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            limit(one.api(CALLER));
            Future<Integer> looks = threads.submit(() -> lookForAPassedLimit(watching));
            CountDownLatch half = new CountDownLatch(CALLERS / 2);
            List<Future<?>> calls = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                int caller = number;
                Replica replica = caller % 2 == 0 ? one : other;
                calls.add(threads.submit(() -> {
                    try {
                        call(replica, caller, reserved, refused);
                    } catch (Exception | AssertionError gone) {
                        lost.add(caller);
                    } finally {
                        half.countDown();
                    }
                }));
            }
            half.await();
            other.close();
            for (Future<?> call : calls) {
                call.get();
            }
            watching.set(false);

            assertThat(looks.get()).isPositive();
            assertThat(passedLimits()).isZero();
            assertThat(reserved.get()).isPositive();
            assertThat(refused.get()).isPositive();
            assertThat(lost).as("callers of the surviving replica").allMatch(caller -> caller % 2 == 1);
            assertThat(number("SELECT sum(overspent_money) FROM budget_account"))
                    .isZero();
            // What the callers of the lost replica could not settle comes back in its time.
            execute("UPDATE budget_reservation SET expires_at = created_at WHERE status = 'HELD'");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> number("SELECT sum(reserved_money) FROM budget_account") == 0);
            assertThat(number("SELECT count(*) FROM budget_reservation WHERE status = 'HELD'"))
                    .isZero();
            assertThat(number("SELECT spent_money FROM budget_account JOIN budget ON budget.id = budget_id"
                            + " WHERE scope = 'NAMESPACE' AND task = ''"))
                    .isEqualTo(number("SELECT sum(spent_money) FROM budget_reservation"));
        }
    }

    private void limit(TestApi api) {
        for (int number = 0; number < AGENTS; number++) {
            agents.add(UUID.randomUUID());
            put(api, "agent/" + agents.get(number), "5");
        }
        put(api, "owner/platform", "12");
        put(api, "namespace/alpha", "10");
    }

    private static void put(TestApi api, String path, String amount) {
        body(
                api.put("/budgets/" + path, 0, Map.of("period", "YEAR", "amount", new BigDecimal(amount))),
                BudgetView.class);
    }

    /** A third settles, a third gives back, a third is never heard of again. */
    private void call(Replica replica, int caller, AtomicInteger reserved, AtomicInteger refused) throws Exception {
        BudgetLedger ledger = replica.context().getBean(BudgetLedger.class);
        Duration ttl = Duration.ofSeconds(caller % 3 == 2 ? 1 : 600);
        var wish = new ReserveRequest(agents.get(caller % AGENTS), "platform", new BigDecimal("0.07"), null, null, ttl);
        UUID id;
        try {
            id = insist(replica, () -> ledger.reserve(wish)).id();
        } catch (DomainException exhausted) {
            assertThat(exhausted.code()).isEqualTo(BudgetProblem.BUDGET_EXHAUSTED);
            refused.incrementAndGet();
            return;
        }
        reserved.incrementAndGet();
        switch (caller % 3) {
            case 0 -> insist(replica, () -> ledger.settle(id, new Cost(new BigDecimal("0.05"), 0)));
            case 1 -> insist(replica, () -> ledger.release(id));
            default -> {}
        }
    }

    /** Tries again while the replica lives and has no connection free; nothing was done then. */
    private static ReservationView insist(Replica replica, Callable<ReservationView> work) throws Exception {
        while (true) {
            try {
                return Namespace.in(CALLER.namespace(), work);
            } catch (TransactionException busy) {
                if (!replica.context().isActive()) {
                    throw busy;
                }
            }
        }
    }

    private int lookForAPassedLimit(AtomicBoolean watching) throws SQLException {
        int looks = 0;
        while (watching.get()) {
            assertThat(passedLimits()).isZero();
            looks++;
        }
        return looks;
    }

    /** Counted twice: by the accounts, and from the reservations alone. */
    private long passedLimits() throws SQLException {
        return number("""
                SELECT (SELECT count(*) FROM budget_account JOIN budget ON budget.id = budget_id
                        WHERE task = '' AND reserved_money + spent_money > money)
                    + (SELECT count(*) FROM (
                        SELECT scope FROM budget_reservation AS r JOIN budget AS b ON b.scope = 'NAMESPACE'
                            OR b.scope = 'OWNER' AND b.subject = r.owner
                            OR b.scope = 'AGENT' AND b.subject = CAST(r.agent_id AS text)
                        WHERE r.status IN ('HELD', 'SETTLED')
                        GROUP BY b.id HAVING sum(coalesce(r.spent_money, r.money)) > b.money) AS passed)
                """);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
