package io.agentplane.policy.budget;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.ExchangeResult;

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
            List<TestApi> apis = List.of(one.api(CALLER), other.api(CALLER));
            limit(apis.getFirst());
            Future<Integer> looks = threads.submit(() -> lookForAPassedLimit(watching));
            CountDownLatch half = new CountDownLatch(CALLERS / 2);
            List<Future<?>> calls = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                int caller = number;
                TestApi api = apis.get(caller % 2);
                calls.add(threads.submit(() -> {
                    try {
                        call(api, caller, reserved, refused);
                    } catch (RuntimeException | AssertionError gone) {
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
            System.out.println("FIGURES reserved " + reserved + " refused " + refused + " lost " + lost.size() + " looks " + looks.get());

            assertThat(looks.get()).isPositive();
            assertThat(passedLimits()).isZero();
            assertThat(reserved.get()).isPositive();
            assertThat(refused.get()).isPositive();
            assertThat(lost).as("callers of the surviving replica").allMatch(caller -> caller % 2 == 1);
            assertThat(number("SELECT sum(overspent_money) FROM budget_account")).isZero();
            // What the callers of the lost replica could not settle comes back in its time.
            execute("UPDATE budget_reservation SET expires_at = created_at WHERE status = 'HELD'");
            await().atMost(Duration.ofSeconds(30)).until(() -> number("SELECT sum(reserved_money) FROM budget_account") == 0);
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
    private void call(TestApi api, int caller, AtomicInteger reserved, AtomicInteger refused) {
        var answer = answer(api, "/budget-reservations", caller, Map.of(
                "agentId", agents.get(caller % AGENTS),
                "owner", "platform",
                "amount", new BigDecimal("0.07"),
                "ttl", caller % 3 == 2 ? "PT1S" : "PT10M"));
        if (answer.getStatus().value() == 402) {
            refused.incrementAndGet();
            return;
        }
        assertThat(answer.getStatus().value()).isEqualTo(201);
        String location = String.valueOf(answer.getResponseHeaders().getLocation());
        String path = "/budget-reservations" + location.substring(location.lastIndexOf('/'));
        reserved.incrementAndGet();
        switch (caller % 3) {
            case 0 -> assertThat(answer(api, path + "/settle", caller, Map.of("amount", new BigDecimal("0.05")))
                            .getStatus()
                            .value())
                    .isEqualTo(200);
            case 1 -> assertThat(answer(api, path + "/release", caller, Map.of())
                            .getStatus()
                            .value())
                    .isEqualTo(200);
            default -> {}
        }
    }

    /** Asks again, by the same key, while a replica has too much to do. */
    private static ExchangeResult answer(TestApi api, String path, int caller, Map<String, ?> body) {
        while (true) {
            ExchangeResult answer = api.request(HttpMethod.POST, path)
                    .header("Idempotency-Key", "call-" + caller)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange()
                    .expectBody()
                    .returnResult();
            if (answer.getStatus().value() != 503) {
                return answer;
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
