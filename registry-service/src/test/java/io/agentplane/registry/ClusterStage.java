package io.agentplane.registry;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One registry for all tests of clusters, and a namespace for each. */
@ServiceTest
abstract class ClusterStage {

    static final Duration LONG = Duration.ofSeconds(20);
    static final int LEASES_KEPT = 3;

    private static final AgentApprovers APPROVERS = new AgentApprovers();

    @Autowired
    RestTestClient client;

    ClusterApi api;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("agentplane.registry.config-url", APPROVERS::url);
        registry.add("agentplane.registry.policy-url", APPROVERS::url);
        registry.add("agentplane.registry.cluster.leases-kept", () -> LEASES_KEPT);
    }

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        api = new ClusterApi(client, TestCaller.in("n" + UUID.randomUUID()));
    }
}
