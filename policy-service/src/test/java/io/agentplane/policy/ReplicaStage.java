package io.agentplane.policy;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Two replicas on one database for all tests that don't take it away; they end with the JVM. Each test works in a namespace of
 * its own, and one that stops a replica leaves a new one in its place.
 */
@Tag("replica")
public abstract class ReplicaStage {

    /** A replica with this leaves what the broker has to others. */
    public static final String NO_LISTENERS = "spring.kafka.listener.auto-startup=false";

    protected static final int MAX_POLICIES = 3;

    protected static final Replicas REPLICAS = Replicas.of(
            PolicyService.class,
            NO_LISTENERS,
            "agentplane.policy.policies.max-per-namespace=" + MAX_POLICIES,
            "agentplane.policy.budget.patience=60s",
            "agentplane.policy.webhook.allowed-networks=127.0.0.1");

    protected static Replica one;
    protected static Replica other;

    @BeforeAll
    static void startTwo() {
        if (one == null) {
            one = REPLICAS.start();
            other = REPLICAS.start();
        }
    }

    protected static void restartTheOther() {
        other.close();
        other = REPLICAS.start();
    }
}
