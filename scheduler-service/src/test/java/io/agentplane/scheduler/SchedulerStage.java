package io.agentplane.scheduler;

import io.agentplane.platform.test.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * One scheduler for all tests that need none of their own; each works in a namespace of its own. A class with settings of
 * its own has another scheduler started for it.
 */
@ServiceTest
public abstract class SchedulerStage {

    protected static final PolicyStub POLICY = new PolicyStub();

    @Autowired
    protected RestTestClient client;

    @DynamicPropertySource
    static void policy(DynamicPropertyRegistry registry) {
        registry.add("agentplane.scheduler.policy-url", POLICY::url);
    }

    @BeforeEach
    void allowEverything() {
        POLICY.decide("ALLOW", 200);
    }
}
