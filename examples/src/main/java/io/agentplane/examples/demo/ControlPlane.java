package io.agentplane.examples.demo;

import io.agentplane.sdk.Agent;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.Gateway;
import io.agentplane.sdk.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an administrator does in the demo. */
final class ControlPlane {

    record Policy(UUID id, String name) {}

    record Evaluation(
            String decision,
            @Nullable UUID policyId,
            @Nullable UUID decisionId) {}

    record Metrics(
            long assigned,
            long completed,
            long failed,
            @Nullable Double successRate,
            @Nullable Duration averageResponseTime) {}

    private static final Duration LIFE_OF_A_KEY = Duration.ofMinutes(10);
    private static final int MAX_PAGE = 500;

    /** Above those that somebody tried out before the demo, which would refuse first what its own are to refuse. */
    private static final int POLICY_PRIORITY = 1_000;

    private final Agentplane agentplane;
    private final Gateway gateway;

    ControlPlane(Agentplane asAdministrator) {
        this.agentplane = asAdministrator;
        this.gateway = asAdministrator.gateway();
    }

    /**
     * A key for the program of an agent, which has no id before it registers itself. The gateway hears of it a moment
     * later. It expires soon, so nobody needs to clean up.
     */
    String createKey(String name) throws InterruptedException {
        Principal principal = gateway.create("/principals", Map.of("name", name, "kind", "SERVICE"), Principal.class);
        Patience.untilHeardOf(() -> gateway.put(
                "/role-bindings", Map.of("principalId", principal.id(), "role", "SERVICE_ACCOUNT"), JsonNode.class));
        return gateway.create(
                        "/api-keys",
                        Map.of(
                                "principalId",
                                principal.id(),
                                "expiresAt",
                                Instant.now().plus(LIFE_OF_A_KEY)),
                        ApiKey.class)
                .secret();
    }

    /** The policy of that name, made if there is none: those of an earlier run still rule. */
    Policy policy(String name, Map<String, Object> conditions, String action) {
        return List.of(gateway.get("/policies?limit=" + MAX_PAGE, Policies.class)
                        .items())
                .stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseGet(() -> gateway.create(
                        "/policies",
                        Map.of(
                                "name", name,
                                "description", "Made by the demo",
                                "conditions", conditions,
                                "action", action,
                                "priority", POLICY_PRIORITY,
                                "enabled", true),
                        Policy.class));
    }

    Evaluation evaluate(UUID agentId, String action, String resource, Map<String, Object> context) {
        return gateway.post(
                "/policies/evaluate",
                Map.of("agentId", agentId, "action", action, "resource", resource, "context", context),
                Evaluation.class);
    }

    JsonNode configure(UUID agentId, double temperature) {
        return gateway.put(
                "/agents/" + agentId + "/config",
                0,
                Map.of("values", Map.of("temperature", temperature, "maxTokens", 2048), "reason", "set up by the demo"),
                JsonNode.class);
    }

    void createPrompt(String name, String content) {
        gateway.create(
                "/prompts", Map.of("name", name, "content", content, "reason", "set up by the demo"), JsonNode.class);
    }

    TaskHistory history(UUID taskId) {
        Task task = agentplane.task(taskId);
        return new TaskHistory(
                task,
                List.of(gateway.get("/tasks/" + taskId + "/events?limit=" + MAX_PAGE, Events.class)
                        .items()));
    }

    Metrics metrics(UUID agentId) {
        return gateway.get("/agents/" + agentId + "/metrics", Metrics.class);
    }

    /** Ends the service of demo agents that an interrupted run left active. Their work would go to nobody. */
    int retireLeftOvers() {
        Agents left = gateway.get("/agents?tag=fleet:agentplane-demo&limit=" + MAX_PAGE, Agents.class);
        for (Agent agent : left.items()) {
            agentplane.deactivate(agent.id(), "left behind by an earlier demo");
        }
        return left.items().length;
    }

    private record Principal(UUID id) {}

    private record ApiKey(String secret) {}

    private record Policies(Policy[] items) {}

    private record Events(TaskHistory.Event[] items) {}

    private record Agents(Agent[] items) {}
}
