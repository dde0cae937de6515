package io.agentplane.policy.policy;

import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.CompileRoom;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.LaterTries;
import io.agentplane.policy.engine.PolicySets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PoliciesInForceTests extends PolicyStage {

    private final CompileRoom room = new CompileRoom("one place", 1, 0, Duration.ofMinutes(1));
    private final CountDownLatch over = new CountDownLatch(1);

    @Autowired
    private PolicySetQueries queries;

    @Autowired
    private DatabaseSignals signals;

    @Test
    void bindAChangeAtOnceThoughTheOneBeforeWasPutOff() throws Exception {
        String namespace = "postponed-" + UUID.randomUUID();
        TestApi api = new TestApi(client, TestCaller.in(namespace));
        // Its time stands still, so what is put off is never tried again by itself.
        var inForce = new PoliciesInForce(
                queries, signals, new SimpleMeterRegistry(), new PolicySets(room), new LaterTries(() -> Instant.EPOCH));
        createPolicy(api, "first", Map.of("action", "write"), "DENY");

        Thread other = occupyTheOnlyPlace();
        try {
            change(inForce, namespace);
            assertThat(decision(inForce, namespace, "write")).isEqualTo(Decision.deny());
        } finally {
            over.countDown();
            other.join();
        }

        createPolicy(api, "second", Map.of("action", "read"), "DENY");
        change(inForce, namespace);
        assertThat(decision(inForce, namespace, "read").policyId()).isNotNull();
        assertThat(decision(inForce, namespace, "look")).isEqualTo(Decision.allow());
    }

    private static Decision decision(PoliciesInForce inForce, String namespace, String action) {
        return inForce.in(namespace)
                .decide(new DecisionRequest(Map.of("id", "a"), action, null, Map.of(), Instant.EPOCH));
    }

    private static void change(PoliciesInForce inForce, String namespace) throws Exception {
        Namespace.in(namespace, () -> inForce.bound(() -> namespace));
    }

    private Thread occupyTheOnlyPlace() throws InterruptedException {
        var begun = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual()
                .start(() -> room.call("other", () -> {
                    begun.countDown();
                    return awaited();
                }));
        begun.await();
        return thread;
    }

    private boolean awaited() {
        try {
            over.await();
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }
}
