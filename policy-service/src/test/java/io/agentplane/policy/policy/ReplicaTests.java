package io.agentplane.policy.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.policy.ReplicaStage;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.PolicyAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several replicas on one database. */
class ReplicaTests extends ReplicaStage {

    private final TestCaller caller = TestCaller.in("alpha-" + UUID.randomUUID());

    @Test
    void bindsOnTheChangingReplicaAtOnceAndOnTheOthersSoon() {
        TestApi changing = one.api(caller);
        TestApi watching = other.api(caller);

        Map<?, ?> policy = createPolicy(changing, "no writes", Map.of("action", "write"), "DENY");
        assertThat(decision(changing)).isEqualTo("DENY");
        await().untilAsserted(() -> assertThat(decision(watching)).isEqualTo("DENY"));

        changing.delete("/policies/" + policy.get("id"), 1).expectStatus().isNoContent();
        assertThat(decision(changing)).isEqualTo("ALLOW");
        await().untilAsserted(() -> assertThat(decision(watching)).isEqualTo("ALLOW"));
    }

    @Test
    void bindsBeforeTheAnswerWithoutWaitingForTheSignal() throws Exception {
        PolicyBook book = one.bean(PolicyBook.class);
        PoliciesInForce policies = one.bean(PoliciesInForce.class);
        var write = new DecisionRequest(Map.of("id", "a"), "write", null, Map.of(), Instant.EPOCH);

        for (int number = 0; number < 20; number++) {
            String namespace = caller.namespace() + "-" + number;
            Namespace.in(namespace, () -> policies.bound(() -> book.create(book.check(noWrites()))));
            assertThat(policies.in(namespace).decide(write)).isInstanceOf(Decision.Deny.class);
        }
    }

    @Test
    void seesAChangeWhoseSignalWasLost() {
        TestApi api = one.api(caller);
        createPolicy(api, "no writes", Map.of("action", "write"), "DENY");

        execute("UPDATE policy SET enabled = false WHERE namespace = :namespace", caller);
        execute("UPDATE policy_set SET revision = revision + 1 WHERE namespace = :namespace", caller);

        await().untilAsserted(() -> assertThat(decision(api)).isEqualTo("ALLOW"));
    }

    @Test
    void hasItsPoliciesAgainAfterARestartAndDeniesEverythingWhereTheyCannotBeRead() {
        TestCaller beta = TestCaller.in("beta-" + UUID.randomUUID());
        createPolicy(one.api(caller), "no writes", Map.of("action", "write"), "DENY");
        createPolicy(one.api(beta), "no reads", Map.of("action", "read"), "DENY");
        Map<TestCaller, String> damages = Map.of(
                TestCaller.in("value-" + UUID.randomUUID()), "conditions = '{\"cost_exceeds\": \"dear\"}'",
                TestCaller.in("action-" + UUID.randomUUID()), "action = 'FORBID_LATER'");
        damages.forEach((namespace, damage) -> {
            createPolicy(one.api(namespace), "reads are fine", Map.of("action", "read"), "ALLOW");
            assertThat(decision(one.api(namespace))).isEqualTo("ALLOW");
            execute("UPDATE policy SET " + damage + " WHERE namespace = :namespace", namespace);
        });

        try {
            restartTheOther();

            assertThat(decision(other.api(caller))).isEqualTo("DENY");
            assertThat(decision(other.api(beta))).isEqualTo("ALLOW");
            assertThat(damages.keySet())
                    .allSatisfy(namespace ->
                            assertThat(decision(other.api(namespace))).isEqualTo("DENY"));
        } finally {
            damages.keySet()
                    .forEach(namespace -> execute("DELETE FROM policy WHERE namespace = :namespace", namespace));
        }
    }

    @Test
    void takesNoMorePoliciesThanANamespaceMayHaveHoweverManyComeAtOnce() throws Exception {
        List<Integer> answers = Together.run(
                12,
                number -> (number % 2 == 0 ? one : other)
                        .api(caller)
                        .post("/policies", Map.of("name", "policy " + number, "action", "LOG_ONLY"))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(answers).containsOnly(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(MAX_POLICIES);
        expectProblem(
                one.api(caller).post("/policies", Map.of("name", "one more", "action", "DENY")),
                409,
                "policy-limit-reached");
        createPolicy(one.api(TestCaller.in("beta-" + UUID.randomUUID())), "elsewhere", Map.of(), "LOG_ONLY");
    }

    private static WritePolicyRequest noWrites() {
        return new WritePolicyRequest(
                "no writes", null, Map.of("action", "write"), null, PolicyAction.DENY, null, null, null, null, null);
    }

    private static Object decision(TestApi api) {
        return body(api.post("/policies/evaluate", Map.of("agentId", "a", "action", "write")), Map.class)
                .get("decision");
    }

    private static void execute(String sql, TestCaller where) {
        REPLICAS.database()
                .jdbc()
                .sql(sql)
                .param("namespace", where.namespace())
                .update();
    }
}
