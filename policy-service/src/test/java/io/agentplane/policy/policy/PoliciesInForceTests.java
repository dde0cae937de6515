package io.agentplane.policy.policy;

import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.CompileRoom;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.LaterTries;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicySets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
                queries,
                signals,
                new SimpleMeterRegistry(),
                new PolicySets(room),
                new LaterTries(() -> Instant.EPOCH),
                Thread::startVirtualThread);
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

    @Test
    void bindAChangeWhileAnotherNamespaceIsStillCompiled() throws Exception {
        var stored = new StoredSets();
        var begun = new AtomicInteger();
        var inForce = new PoliciesInForce(
                stored,
                signals,
                new SimpleMeterRegistry(),
                new PolicySets(),
                new LaterTries(() -> Instant.EPOCH),
                work -> {
                    begun.incrementAndGet();
                    Thread.startVirtualThread(work);
                });
        stored.revisions.put("heavy", 1L);
        Thread.startVirtualThread(inForce::look);
        stored.heavyBegun.await();

        stored.revisions.put("light", 1L);
        Thread.startVirtualThread(inForce::look);

        try {
            await().until(() -> decision(inForce, "light", "write"), Decision.deny()::equals);
            assertThat(decision(inForce, "heavy", "write")).isEqualTo(Decision.allow());
            for (long revision = 2; revision < 20; revision++) {
                stored.revisions.put("heavy", revision);
                inForce.look();
            }
            assertThat(begun).as("threads for both").hasValue(2);
        } finally {
            over.countDown();
        }
        await().until(() ->
                stored.lastRead == 19 && decision(inForce, "heavy", "write").equals(Decision.deny()));
        assertThat(begun).hasValue(3);
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

    /** Sets without any policy that deny everything. Going through that of one namespace takes until the test says so. */
    private final class StoredSets extends PolicySetQueries {

        final Map<String, Long> revisions = new ConcurrentHashMap<>();
        final CountDownLatch heavyBegun = new CountDownLatch(1);
        volatile long lastRead;

        StoredSets() {
            super(null, null);
        }

        @Override
        Map<String, Long> revisions() {
            return Map.copyOf(revisions);
        }

        @Override
        NumberedPolicies policies(String namespace) {
            long revision = revisions.get(namespace);
            if (!namespace.equals("heavy")) {
                return new NumberedPolicies(revision, List.of(), DefaultDecision.DENY);
            }
            lastRead = revision;
            return new NumberedPolicies(revision, heavy(), DefaultDecision.DENY);
        }

        private List<Policy> heavy() {
            return new AbstractList<>() {
                @Override
                public int size() {
                    heavyBegun.countDown();
                    awaited();
                    return 0;
                }

                @Override
                public Policy get(int index) {
                    throw new IndexOutOfBoundsException(index);
                }
            };
        }
    }
}
