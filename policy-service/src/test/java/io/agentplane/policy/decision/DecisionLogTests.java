package io.agentplane.policy.decision;

import static io.agentplane.policy.PolicyFixtures.createPolicy;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ReplicaStage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionLogTests extends ReplicaStage {

    private static final Map<String, String> WRITE = Map.of("agentId", "a", "action", "write");

    private final TestCaller caller = TestCaller.in("log-" + UUID.randomUUID());

    @Test
    void keepsEveryDecisionThroughAnOrderlyStop() {
        TestApi api = other.api(caller);
        createPolicy(api, "watch writes", Map.of("action", "write"), "LOG_ONLY");
        for (int question = 0; question < 50; question++) {
            api.post("/policies/evaluate", WRITE).expectStatus().isOk();
        }

        restartTheOther();

        expectDecisions(other.api(caller), 50);
    }

    @Test
    void writesAtOnceWhatDoesNotFitAmongTheWaitingAndForgetsWhatIsOlderThanItsRetention() {
        try (Replica replica =
                REPLICAS.start("agentplane.policy.decision.max-waiting=0", "agentplane.policy.decision.retention=0s")) {
            TestApi api = replica.api(caller);
            createPolicy(api, "writes are fine", Map.of("action", "write"), "ALLOW");

            api.post("/policies/evaluate", WRITE).expectStatus().isOk();

            expectDecisions(api, 1);

            replica.bean(RetentionRuns.class).removeNow("decision");

            expectDecisions(api, 0);
        }
    }

    private static void expectDecisions(TestApi api, int count) {
        api.get("/decisions").expectBody().jsonPath("$.items.length()").isEqualTo(count);
    }
}
