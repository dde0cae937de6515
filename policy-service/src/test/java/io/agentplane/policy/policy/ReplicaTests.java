package io.agentplane.policy.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.Replica;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.PolicyAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several replicas on one database. */
class ReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("alpha");

    private final Database database = TestPostgres.createDatabase();

    @Test
    void bindsOnTheChangingReplicaAtOnceAndOnTheOthersSoon() {
        try (Replica one = Replica.start(database);
                Replica other = Replica.start(database)) {
            TestApi changing = one.api(CALLER);
            TestApi watching = other.api(CALLER);

            Map<?, ?> policy = createPolicy(changing, "no writes", Map.of("action", "write"), "DENY");
            assertThat(decision(changing)).isEqualTo("DENY");
            await().untilAsserted(() -> assertThat(decision(watching)).isEqualTo("DENY"));

            changing.delete("/policies/" + policy.get("id"), 1).expectStatus().isNoContent();
            assertThat(decision(changing)).isEqualTo("ALLOW");
            await().untilAsserted(() -> assertThat(decision(watching)).isEqualTo("ALLOW"));
        }
    }

    @Test
    void bindsBeforeTheAnswerWithoutWaitingForTheSignal() throws Exception {
        try (Replica replica = Replica.start(database)) {
            PolicyBook book = replica.context().getBean(PolicyBook.class);
            PoliciesInForce policies = replica.context().getBean(PoliciesInForce.class);
            var write = new DecisionRequest(Map.of("id", "a"), "write", null, Map.of(), Instant.EPOCH);

            for (int number = 0; number < 20; number++) {
                String namespace = "namespace-" + number;
                Namespace.in(namespace, () -> policies.bound(() -> book.create(book.check(noWrites()))));
                assertThat(policies.in(namespace).decide(write)).isInstanceOf(Decision.Deny.class);
            }
        }
    }

    @Test
    void hasItsPoliciesAgainAfterARestart() {
        try (Replica before = Replica.start(database)) {
            createPolicy(before.api(CALLER), "no writes", Map.of("action", "write"), "DENY");
        }
        try (Replica after = Replica.start(database)) {
            assertThat(decision(after.api(CALLER))).isEqualTo("DENY");
        }
    }

    @Test
    void seesAChangeWhoseSignalWasLost() throws SQLException {
        try (Replica replica = Replica.start(database)) {
            TestApi api = replica.api(CALLER);
            createPolicy(api, "no writes", Map.of("action", "write"), "DENY");

            execute("UPDATE policy SET enabled = false; UPDATE policy_set SET revision = revision + 1");

            await().untilAsserted(() -> assertThat(decision(api)).isEqualTo("ALLOW"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conditions = '{\"cost_exceeds\": \"dear\"}'", "action = 'FORBID_LATER'"})
    void deniesEverythingWhereItsPoliciesCannotBeRead(String damage) throws SQLException {
        try (Replica before = Replica.start(database)) {
            createPolicy(before.api(CALLER), "no writes", Map.of("action", "write"), "DENY");
            createPolicy(before.api(TestCaller.in("beta")), "no reads", Map.of("action", "read"), "DENY");
        }
        execute("UPDATE policy SET " + damage + " WHERE namespace = 'alpha'");
        try (Replica after = Replica.start(database)) {
            assertThat(decision(after.api(CALLER))).isEqualTo("DENY");
            assertThat(decision(after.api(TestCaller.in("beta")))).isEqualTo("ALLOW");
        }
    }

    @Test
    void takesNoMorePoliciesThanANamespaceMayHaveHoweverManyComeAtOnce() throws Exception {
        String limit = "agentplane.policy.policies.max-per-namespace=3";
        try (Replica one = Replica.start(database, limit);
                Replica other = Replica.start(database, limit);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> attempts = IntStream.range(0, 12)
                    .mapToObj(number -> (Callable<Integer>) () -> (number % 2 == 0 ? one : other)
                            .api(CALLER)
                            .post("/policies", Map.of("name", "policy " + number, "action", "LOG_ONLY"))
                            .returnResult()
                            .getStatus()
                            .value())
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (var answer : threads.invokeAll(attempts, 60, TimeUnit.SECONDS)) {
                answers.add(answer.get());
            }

            assertThat(answers).containsOnly(201, 409);
            assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
            TestApi api = one.api(CALLER);
            TestApi.expectProblem(
                    api.post("/policies", Map.of("name", "one more", "action", "DENY")), 409, "policy-limit-reached");
            createPolicy(one.api(TestCaller.in("beta")), "elsewhere", Map.of(), "LOG_ONLY");
        }
    }

    private static WritePolicyRequest noWrites() {
        return new WritePolicyRequest(
                "no writes", null, Map.of("action", "write"), null, PolicyAction.DENY, null, null, null, null, null);
    }

    private static Object decision(TestApi api) {
        return body(api.post("/policies/evaluate", Map.of("agentId", "a", "action", "write")), Map.class)
                .get("decision");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
