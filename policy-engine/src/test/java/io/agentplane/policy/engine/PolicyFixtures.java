package io.agentplane.policy.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies and requests of which a test states only what it is about. */
final class PolicyFixtures {

    static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    static final Instant NOW = Instant.parse("2026-03-04T10:30:00Z");

    private PolicyFixtures() {}

    static Policy policy(String id, PolicyAction action, Map<String, Object> conditions) {
        return policy(id, action, 0, conditions);
    }

    static Policy policy(String id, PolicyAction action, int priority, Map<String, Object> conditions) {
        return new Policy(id, "Policy " + id, conditions, action, priority, true, PolicyMode.ENFORCE, CREATED);
    }

    static Policy policy(String id, PolicyAction action, int priority, String expression) {
        return saying(expression, policy(id, action, priority, Map.of()));
    }

    static Policy saying(@Nullable String expression, Policy policy) {
        return new Policy(
                policy.id(),
                policy.name(),
                policy.conditions(),
                expression,
                policy.action(),
                policy.priority(),
                policy.enabled(),
                policy.mode(),
                policy.createdAt());
    }

    static Policy shadow(Policy policy) {
        return new Policy(
                policy.id(),
                policy.name(),
                policy.conditions(),
                policy.expression(),
                policy.action(),
                policy.priority(),
                policy.enabled(),
                PolicyMode.SHADOW,
                policy.createdAt());
    }

    static Policy disabled(Policy policy) {
        return new Policy(
                policy.id(),
                policy.name(),
                policy.conditions(),
                policy.expression(),
                policy.action(),
                policy.priority(),
                false,
                policy.mode(),
                policy.createdAt());
    }

    static Policy createdAt(Instant createdAt, Policy policy) {
        return new Policy(
                policy.id(),
                policy.name(),
                policy.conditions(),
                policy.expression(),
                policy.action(),
                policy.priority(),
                policy.enabled(),
                policy.mode(),
                createdAt);
    }

    static DecisionRequest request(String action, String resource, Map<String, ?> context) {
        return new DecisionRequest(coder(), action, resource, context, NOW);
    }

    static Map<String, Object> coder() {
        return Map.of(
                "id", "coder-1", "role", "worker", "tags", Map.of("team", "payments", "limits", Map.of("tier", 2)));
    }
}
