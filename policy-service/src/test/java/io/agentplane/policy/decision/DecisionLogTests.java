package io.agentplane.policy.decision;

import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.Replica;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionLogTests {

    private static final TestCaller CALLER = TestCaller.in("alpha");
    private static final Map<String, String> WRITE = Map.of("agentId", "a", "action", "write");

    private final Database database = TestPostgres.createDatabase();

    @Test
    void keepsEveryDecisionThroughAnOrderlyStop() {
        try (Replica replica = Replica.start(database)) {
            TestApi api = replica.api(CALLER);
            createPolicy(api, "watch writes", Map.of("action", "write"), "LOG_ONLY");
            for (int question = 0; question < 50; question++) {
                api.post("/policies/evaluate", WRITE).expectStatus().isOk();
            }
        }
        try (Replica after = Replica.start(database)) {
            expectDecisions(after.api(CALLER), 50);
        }
    }

    @Test
    void writesAtOnceWhatDoesNotFitAmongTheWaiting() {
        try (Replica replica = Replica.start(database, "agentplane.policy.decision.max-waiting=0")) {
            TestApi api = replica.api(CALLER);
            createPolicy(api, "writes are fine", Map.of("action", "write"), "ALLOW");

            api.post("/policies/evaluate", WRITE).expectStatus().isOk();

            expectDecisions(api, 1);
        }
    }

    @Test
    void tellsNoDenialThatItCouldNotKeep() {
        try (Replica replica = Replica.start(database)) {
            TestApi api = replica.api(CALLER);
            createPolicy(api, "no writes", Map.of("action", "write"), "DENY");
            api.post("/policies/evaluate", WRITE).expectStatus().isOk();

            database.refuseConnections();
            TestApi.expectProblem(api.post("/policies/evaluate", WRITE), 503, "database-unavailable");
            database.acceptConnections();

            await().untilAsserted(() ->
                    api.post("/policies/evaluate", WRITE).expectStatus().isOk());
        }
    }

    @Test
    void forgetsWhatIsOlderThanItsRetention() {
        try (Replica replica = Replica.start(database, "agentplane.policy.decision.retention=0s")) {
            TestApi api = replica.api(CALLER);
            createPolicy(api, "no writes", Map.of("action", "write"), "DENY");
            api.post("/policies/evaluate", WRITE).expectStatus().isOk();

            replica.context().getBean(DecisionLog.class).forgetOld();

            expectDecisions(api, 0);
        }
    }

    private static void expectDecisions(TestApi api, int count) {
        api.get("/decisions").expectBody().jsonPath("$.items.length()").isEqualTo(count);
    }
}
