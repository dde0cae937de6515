package io.agentplane.sdk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The control plane as an agent sees it. Thread-safe; one per process is enough. Every call ends within its time limit:
 * with an answer, with {@link AgentplaneProblemException} (refused) or with {@link GatewayUnavailableException} (nobody
 * knows).
 */
public final class Agentplane implements AutoCloseable {

    private final Gateway gateway;

    private Agentplane(Gateway gateway) {
        this.gateway = gateway;
    }

    public static Agentplane connect(URI gateway, String apiKey) {
        return connect(gateway, apiKey, ConnectionSettings.defaults());
    }

    public static Agentplane connect(URI gateway, String apiKey, ConnectionSettings settings) {
        return new Agentplane(new Gateway(gateway, apiKey, settings));
    }

    /** The rest of the API. */
    public Gateway gateway() {
        return gateway;
    }

    /** Refused with {@code agent-already-registered} when name and version are taken. */
    public Agent register(AgentRegistration registration) {
        return gateway.create("/agents", registration, Agent.class);
    }

    public Agent activate(UUID agentId) {
        return gateway.post("/agents/" + agentId + "/activate", null, Agent.class);
    }

    public Agent deactivate(UUID agentId, String reason) {
        return gateway.post("/agents/" + agentId + "/deactivate", Map.of("reason", reason), Agent.class);
    }

    public AgentHeartbeat.Answer heartbeat(UUID agentId, AgentHeartbeat heartbeat) {
        return gateway.post("/agents/" + agentId + "/heartbeat", heartbeat, AgentHeartbeat.Answer.class);
    }

    public Task submit(TaskSubmission submission) {
        return gateway.create("/tasks", submission, Task.class);
    }

    /**
     * As {@link #submit(TaskSubmission)}; within 24 hours the same principal gets the same task again for the same key, so
     * that an agent which took over from one that died submits nothing twice.
     *
     * @param idempotencyKey 1 to 200 printable ASCII characters
     */
    public Task submit(TaskSubmission submission, String idempotencyKey) {
        return gateway.create("/tasks", submission, idempotencyKey, Task.class);
    }

    public Task task(UUID taskId) {
        return gateway.get("/tasks/" + taskId, Task.class);
    }

    /**
     * Takes up to {@code max} tasks, waiting up to {@code wait} for the first. Each is the agent's for the length of the
     * lease. When the answer gets lost on its way, so are its leases: the tasks go to someone else when they run out.
     */
    public List<ClaimedTask> claim(UUID agentId, int max, Duration wait, Duration lease) {
        Duration timeout = wait.plus(gateway.settings().requestTimeout());
        return List.of(gateway.post(
                "/agents/" + agentId + "/tasks/claim", new Claim(max, wait, lease), ClaimedTask[].class, timeout));
    }

    /** Shows that the task is still worked on; the answer is the new end of the lease. */
    public Instant extendLease(ClaimedTask claimed) {
        return extendLease(claimed, gateway.settings().requestTimeout());
    }

    Instant extendLease(ClaimedTask claimed, Duration timeout) {
        return gateway.post(path(claimed, "heartbeat"), new Proof(claimed.leaseToken()), Lease.class, timeout)
                .leaseUntil();
    }

    public void complete(ClaimedTask claimed, @Nullable Object result) {
        gateway.post(path(claimed, "complete"), new Completion(claimed.leaseToken(), result), JsonNode.class);
    }

    public void fail(ClaimedTask claimed, String error, boolean retryable) {
        gateway.post(path(claimed, "fail"), new Failure(claimed.leaseToken(), error, retryable), JsonNode.class);
    }

    /** Cuts off calls that are under way; stop the workers first. */
    @Override
    public void close() {
        gateway.close();
    }

    private static String path(ClaimedTask claimed, String verb) {
        return "/tasks/" + claimed.task().id() + "/" + verb;
    }

    /** A record component can't be named {@code wait}: {@link Object#wait()} is in its way. */
    private record Claim(int max, @JsonProperty("wait") Duration patience, Duration lease) {}

    private record Proof(String leaseToken) {}

    private record Lease(Instant leaseUntil) {}

    private record Completion(String leaseToken, @Nullable Object result) {}

    private record Failure(String leaseToken, String error, boolean retryable) {}
}
