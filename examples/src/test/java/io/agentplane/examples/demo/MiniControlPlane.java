package io.agentplane.examples.demo;

import io.agentplane.sdk.ScriptedGateway;
import io.agentplane.sdk.ScriptedGateway.Answer;
import io.agentplane.sdk.ScriptedGateway.Received;
import io.agentplane.sdk.ScriptedGateway.Responder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** As much of a control plane as the demo needs, in memory: enough to see real agent processes work, die and be replaced. */
final class MiniControlPlane implements AutoCloseable {

    static final String ADMIN_KEY = "ap_admin";

    private static final class Agent {
        final UUID id = UUID.randomUUID();
        JsonNode registration;
        String status = "REGISTERED";
        int assigned;
        int completed;
        int failed;
    }

    private static final class Task {
        final UUID id = UUID.randomUUID();
        final List<Map<String, Object>> events = new ArrayList<>();
        JsonNode submission;
        String status = "QUEUED";
        UUID agentId;
        UUID token;
        int attempt;
        Instant notBefore = Instant.EPOCH;
        Instant leaseUntil = Instant.MAX;
    }

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Map<UUID, Agent> agents = new LinkedHashMap<>();
    private final Map<UUID, Task> tasks = new LinkedHashMap<>();
    private final List<Map<String, Object>> policies = new ArrayList<>();
    private final Set<String> keysHeardOf = new HashSet<>(Set.of(ADMIN_KEY));
    private final boolean lawful;

    /** An unlawful one makes policies but asks none. */
    MiniControlPlane(boolean lawful) {
        this.lawful = lawful;
        on("POST /principals", request -> created(Map.of("id", UUID.randomUUID())));
        on("PUT /role-bindings", request -> new Answer(204, null));
        on("POST /api-keys", request -> created(Map.of("secret", "ap_" + UUID.randomUUID())));
        on("POST /prompts", request -> created(Map.of("version", 1)));
        on("PUT /agents/{id}/config", request -> Answer.ok(Map.of("revision", 1)));
        on("GET /policies", request -> Answer.ok(Map.of("items", policies)));
        on("POST /policies", this::createPolicy);
        on("POST /policies/evaluate", this::evaluate);
        on("POST /agents", this::register);
        on("GET /agents", this::activeAgents);
        on("POST /agents/{id}/activate", request -> become(request, "ACTIVE"));
        on("POST /agents/{id}/deactivate", request -> become(request, "INACTIVE"));
        on("POST /agents/{id}/heartbeat", request -> Answer.ok(Map.of("nextHeartbeatWithin", "PT2S")));
        on("GET /agents/{id}/metrics", this::metrics);
        on("POST /tasks", this::submit);
        on("GET /tasks/{id}", request -> Answer.ok(view(task(request))));
        on("GET /tasks/{id}/events", request -> Answer.ok(Map.of("items", task(request).events)));
        on("POST /agents/{id}/tasks/claim", this::claim);
        on("POST /tasks/{id}/heartbeat", request -> holding(request, this::extend));
        on("POST /tasks/{id}/complete", request -> holding(request, this::complete));
        on("POST /tasks/{id}/fail", request -> holding(request, this::fail));
    }

    URI uri() {
        return gateway.uri();
    }

    synchronized long agentsWithStatus(String status) {
        return agents.values().stream()
                .filter(agent -> agent.status.equals(status))
                .count();
    }

    synchronized int policyCount() {
        return policies.size();
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** A new key is refused once, as a gateway does that hasn't heard of it yet. */
    private void on(String route, Responder responder) {
        gateway.on(route, request -> {
            synchronized (this) {
                if (keysHeardOf.add(request.header("Authorization").replace("Bearer ", ""))) {
                    return Answer.problem(401, "unauthenticated");
                }
                return responder.answer(request);
            }
        });
    }

    private Answer createPolicy(Received request) {
        Map<String, Object> policy = Map.of(
                "id", UUID.randomUUID(), "name", request.body().path("name").asString());
        policies.add(policy);
        return created(policy);
    }

    private Answer evaluate(Received request) {
        return Answer.ok(
                lawful
                        ? Map.of(
                                "decision", "REQUIRE_APPROVAL",
                                "policyId", policies.get(1).get("id"),
                                "decisionId", UUID.randomUUID())
                        : Map.of("decision", "ALLOW"));
    }

    private Answer register(Received request) {
        Agent agent = new Agent();
        agent.registration = request.body();
        agents.put(agent.id, agent);
        return created(view(agent));
    }

    private Answer activeAgents(Received request) {
        return Answer.ok(Map.of(
                "items",
                agents.values().stream()
                        .filter(agent -> agent.status.equals("ACTIVE"))
                        .map(MiniControlPlane::view)
                        .toList()));
    }

    private Answer become(Received request, String status) {
        Agent agent = agent(request);
        agent.status = status;
        notifyAll();
        return Answer.ok(view(agent));
    }

    private Answer metrics(Received request) {
        Agent agent = agent(request);
        Map<String, Object> figures =
                new HashMap<>(Map.of("assigned", agent.assigned, "completed", agent.completed, "failed", agent.failed));
        if (agent.completed + agent.failed > 0) {
            figures.put("successRate", (double) agent.completed / (agent.completed + agent.failed));
            figures.put("averageResponseTime", "PT0.3S");
        }
        return Answer.ok(figures);
    }

    private Answer submit(Received request) {
        if (lawful && request.body().path("estimatedCost").asDouble(0) > 1) {
            return Answer.problem(
                    403,
                    "policy-denied",
                    Map.of("policyId", policies.getFirst().get("id"), "decisionId", UUID.randomUUID()));
        }
        Task task = new Task();
        task.submission = request.body();
        tasks.put(task.id, task);
        happened(task, "task-submitted");
        notifyAll();
        return created(view(task));
    }

    private Answer claim(Received request) throws InterruptedException {
        Agent agent = agent(request);
        int max = request.body().path("max").asInt();
        Duration lease = Duration.parse(request.body().path("lease").asString());
        Instant giveUpAt =
                Instant.now().plus(Duration.parse(request.body().path("wait").asString()));
        while (true) {
            tasks.values().forEach(this::endLeaseIfDue);
            List<Task> due = tasks.values().stream()
                    .filter(task -> isFor(task, agent))
                    .sorted(Comparator.comparingInt(
                            task -> task.submission.path("priority").asInt()))
                    .limit(max)
                    .toList();
            if (!due.isEmpty() || Instant.now().isAfter(giveUpAt)) {
                return Answer.ok(
                        due.stream().map(task -> handOut(task, agent, lease)).toList());
            }
            wait(100);
        }
    }

    private void endLeaseIfDue(Task task) {
        if (task.status.equals("RUNNING") && Instant.now().isAfter(task.leaseUntil)) {
            happened(task, "task-lease-lost");
            task.status = "QUEUED";
        }
    }

    private static boolean isFor(Task task, Agent agent) {
        boolean open = task.status.equals("QUEUED") || task.status.equals("WAITING");
        boolean able = agent.registration
                .path("capabilities")
                .valueStream()
                .anyMatch(capability -> capability
                        .asString()
                        .equals(task.submission.path("type").asString()));
        return open && able && agent.status.equals("ACTIVE") && Instant.now().isAfter(task.notBefore);
    }

    private Map<String, Object> handOut(Task task, Agent agent, Duration lease) {
        task.status = "RUNNING";
        task.agentId = agent.id;
        task.attempt++;
        task.token = UUID.randomUUID();
        task.leaseUntil = Instant.now().plus(lease);
        agent.assigned++;
        happened(task, "task-started");
        return Map.of("task", view(task), "leaseToken", task.token, "leaseUntil", task.leaseUntil);
    }

    private Answer holding(Received request, BiFunction<Task, Received, Answer> action) {
        Task task = task(request);
        endLeaseIfDue(task);
        String token = request.body().path("leaseToken").asString();
        return task.status.equals("RUNNING") && token.equals(task.token.toString())
                ? action.apply(task, request)
                : Answer.problem(409, "lease-lost");
    }

    private Answer extend(Task task, Received request) {
        task.leaseUntil = Instant.now().plusSeconds(5);
        return Answer.ok(Map.of("leaseUntil", task.leaseUntil));
    }

    private Answer complete(Task task, Received request) {
        task.status = "COMPLETED";
        agents.get(task.agentId).completed++;
        happened(task, "task-completed");
        return Answer.ok(view(task));
    }

    private Answer fail(Task task, Received request) {
        boolean again = request.body().path("retryable").asBoolean();
        task.status = again ? "WAITING" : "FAILED";
        task.notBefore = Instant.now().plusMillis(200);
        agents.get(task.agentId).failed++;
        happened(task, "task-failed");
        return Answer.ok(view(task));
    }

    private static void happened(Task task, String type) {
        Map<String, Object> event = new HashMap<>(Map.of("type", type, "attempt", task.attempt));
        event.put("agentId", task.agentId);
        task.events.add(event);
    }

    private Agent agent(Received request) {
        return agents.get(UUID.fromString(request.part(1)));
    }

    private Task task(Received request) {
        return tasks.get(UUID.fromString(request.part(1)));
    }

    private static Answer created(Object body) {
        return new Answer(201, body);
    }

    private static Map<String, Object> view(Agent agent) {
        return Map.of(
                "id",
                agent.id,
                "name",
                agent.registration.path("name").asString(),
                "version",
                agent.registration.path("version").asString(),
                "status",
                agent.status);
    }

    private static Map<String, Object> view(Task task) {
        Map<String, Object> view = new HashMap<>(Map.of(
                "id",
                task.id,
                "type",
                task.submission.path("type").asString(),
                "payload",
                task.submission.path("payload"),
                "priority",
                task.submission.path("priority").asInt(),
                "status",
                task.status,
                "attempt",
                task.attempt));
        view.put("agentId", task.agentId);
        return view;
    }
}
