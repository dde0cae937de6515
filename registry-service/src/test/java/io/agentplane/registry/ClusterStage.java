package io.agentplane.registry;

import io.agentplane.platform.test.TestCaller;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** One registry for all tests of clusters, and a namespace for each. */
abstract class ClusterStage extends RegistryStage {

    static final Duration LONG = Duration.ofSeconds(20);
    static final int LEASES_KEPT = 3;

    ClusterApi api;

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        api = new ClusterApi(client, TestCaller.in("n" + UUID.randomUUID()));
    }
}
