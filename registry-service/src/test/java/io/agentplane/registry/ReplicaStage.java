package io.agentplane.registry;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Two replicas on one database for all tests that need two; they end with the last test, in order and
 * before their database. Each test works in a namespace of its own, and one that stops a replica leaves a new one in its place.
 */
@Tag("replica")
@ExtendWith(ReplicaStage.Pair.class)
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

    protected static void restartTheOther() {
        other.close();
        other = REPLICAS.start();
    }

    static final class Pair implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Pair.class, first -> started());
        }

        private static AutoCloseable started() {
            one = REPLICAS.start();
            other = REPLICAS.start();
            return () -> {
                REPLICAS.close();
                APPROVERS.close();
            };
        }
    }
}
