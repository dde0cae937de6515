package io.agentplane.registry;

import io.agentplane.platform.test.OrderlyEnd;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas on one database for all tests that need two; they end with the last test. Each test works in a namespace of
 * its own, and one that stops a replica leaves a new one in its place.
 */
@Tag("replica")
@ExtendWith(OrderlyEnd.class)
public abstract class ReplicaStage {

    private static final AgentApprovers APPROVERS = new AgentApprovers();

    protected static final Replicas REPLICAS = Replicas.of(
            RegistryService.class,
            "spring.kafka.listener.auto-startup=false",
            "spring.datasource.hikari.connection-timeout=30000",
            "agentplane.registry.cluster.election-interval=100ms",
            "agentplane.registry.drain.settle=100ms",
            "agentplane.registry.resource.expiry-interval=100ms",
            "agentplane.registry.streams.most-per-caller=3",
            "agentplane.registry.config-url=" + APPROVERS.url(),
            "agentplane.registry.policy-url=" + APPROVERS.url());

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
