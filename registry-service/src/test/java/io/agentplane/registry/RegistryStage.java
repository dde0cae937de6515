package io.agentplane.registry;

import io.agentplane.platform.test.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * One registry for all tests that need none of their own; each works in a namespace of its own. Settings are here, because
 * a class with other ones has another registry started for it, which takes as long as all its tests.
 */
@ServiceTest
public abstract class RegistryStage {

    protected static final AgentApprovers APPROVERS = new AgentApprovers();
    protected static final int LEASES_KEPT = 3;
    protected static final int MAX_CONTRIBUTORS = 3;

    @Autowired
    protected RestTestClient client;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("agentplane.registry.config-url", APPROVERS::url);
        registry.add("agentplane.registry.policy-url", APPROVERS::url);
        registry.add("agentplane.registry.cluster.leases-kept", () -> LEASES_KEPT);
        registry.add("agentplane.registry.cluster.election-interval", () -> "100ms");
        registry.add("agentplane.registry.resource.most-contributors", () -> MAX_CONTRIBUTORS);
        registry.add("agentplane.registry.resource.expiry-interval", () -> "100ms");
    }

    @BeforeEach
    void everyoneAgrees() {
        APPROVERS.answer(AgentApprovers.VALID, AgentApprovers.ALLOW, 200);
    }
}
