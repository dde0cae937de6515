package io.agentplane.gateway.decision;

import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A policy, as the policy service published it last. */
record PolicyState(
        String id,
        String name,
        Map<String, Object> conditions,
        @Nullable String expression,
        PolicyAction action,
        int priority,
        boolean enabled,
        PolicyMode mode,
        Instant createdAt,
        @Nullable Boolean deleted) {

    PolicyState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(conditions, "conditions");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** As the engine compiles it. */
    Policy compilable() {
        return new Policy(id, name, conditions, expression, action, priority, enabled, mode, createdAt);
    }
}
