package io.agentplane.policy;

import io.agentplane.platform.test.TestApi;
import java.util.Map;

/** Policies that tests begin with. */
public final class PolicyFixtures {

    private PolicyFixtures() {}

    /** Makes a policy that must be accepted. */
    public static Map<?, ?> createPolicy(TestApi api, String name, Map<String, ?> conditions, String action) {
        return TestApi.created(
                api.post("/policies", Map.of("name", name, "conditions", conditions, "action", action)), Map.class);
    }
}
