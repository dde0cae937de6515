package io.agentplane.policy.decision;

import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyService;
import io.agentplane.policy.ReplicaStage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions while there is no database. */
@Tag("fault")
class DecisionFaultTests {

    private static final Map<String, String> WRITE = Map.of("agentId", "a", "action", "write");

    @AutoClose
    private final Replicas replicas = Replicas.of(
            PolicyService.class, ReplicaStage.NO_LISTENERS, "spring.datasource.hikari.connection-timeout=1000");

    @Test
    void tellNoDenialThatCouldNotBeKept() {
        Replica replica = replicas.start();
        TestApi api = replica.api(TestCaller.in("alpha"));
        createPolicy(api, "no writes", Map.of("action", "write"), "DENY");
        api.post("/policies/evaluate", WRITE).expectStatus().isOk();

        replicas.database().refuseConnections();
        expectProblem(api.post("/policies/evaluate", WRITE), 503, "database-unavailable");
        replicas.database().acceptConnections();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        api.post("/policies/evaluate", WRITE).expectStatus().isOk());
    }
}
