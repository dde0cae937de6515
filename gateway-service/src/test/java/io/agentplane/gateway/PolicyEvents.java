package io.agentplane.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the gateway of policies and agents, as the policy service and the registry would. */
record PolicyEvents(AccessEvents events, String namespace) {

    static final String POLICIES = "agentplane.policy.policies.v1";
    static final String AGENTS = "agentplane.registry.agents.v1";

    /** A policy with what the service fills in for what is left out. */
    void policy(String id, long revision, Map<String, ?> policy) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "id",
                id,
                "name",
                id,
                "description",
                "",
                "conditions",
                Map.of(),
                "priority",
                0,
                "enabled",
                true,
                "mode",
                "ENFORCE",
                "createdAt",
                "2026-01-01T12:00:00Z",
                "updatedAt",
                "2026-01-01T12:00:00Z",
                "revision",
                revision));
        state.put("tests", List.of());
        state.putAll(policy);
        String type =
                revision == 1 ? "policy-created" : state.containsKey("deleted") ? "policy-deleted" : "policy-changed";
        events.send(POLICIES, type, id, namespace, revision, state);
    }

    void policy(String id, Map<String, ?> conditions, String action) {
        policy(id, 1, Map.of("conditions", conditions, "action", action));
    }

    void otherwise(String decision, long revision) {
        events.send(
                POLICIES,
                "default-decision-changed",
                "default/" + namespace,
                namespace,
                revision,
                Map.of("decision", decision, "revision", revision));
    }

    void agent(String id, long revision, Map<String, ?> agent) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "id",
                id,
                "name",
                id,
                "version",
                "1.0.0",
                "owner",
                "platform",
                "role",
                "worker",
                "status",
                "ACTIVE",
                "capabilities",
                List.of(),
                "tags",
                Map.of(),
                "revision",
                revision));
        state.putAll(agent);
        state.put("id", id);
        events.send(AGENTS, revision == 1 ? "agent-registered" : "agent-changed", id, namespace, revision, state);
    }
}
