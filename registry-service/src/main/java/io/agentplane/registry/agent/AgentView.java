package io.agentplane.registry.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the world sees it.
 *
 * @param degradedAfter how long it may stay silent; absent where the registry's default holds
 * @param degradedFor present while the agent is DEGRADED
 * @param drainUntil while set, the agent finishes what it has and gets nothing new; then it is deactivated
 * @param load share of its concurrency in use at the last heartbeat, 0 to 1 and above when overloaded
 * @param lastHeartbeatAt absent before the first one, and in events: a heartbeat is no change of the agent
 * @param errorRate share of its work that failed, as its last heartbeat said; agentplane shows it and does no more
 * @param responseTime mean of its work, as its last heartbeat said
 * @param revision counts the changes of the agent; served as its ETag
 */
public record AgentView(
        UUID id,
        String name,
        String version,
        String description,
        String owner,
        AgentRole role,
        @Nullable String specialization,
        List<String> capabilities,
        List<String> tools,
        @Nullable String model,
        @Nullable String endpoint,
        List<InstanceView> instances,
        List<String> protocols,
        int maxConcurrency,
        Duration timeout,
        @Nullable Duration degradedAfter,
        Map<String, String> tags,
        @Nullable Resources resources,
        @Nullable UUID backupAgentId,
        AgentStatus status,
        @Nullable String statusReason,
        @Nullable DegradationCause degradedFor,
        Instant statusSince,
        @Nullable Instant drainUntil,
        Instant registeredAt,
        @Nullable Instant lastHeartbeatAt,
        @Nullable Double errorRate,
        @Nullable Duration responseTime,
        double load,
        long revision) {

    /**
     * A replica of the agent.
     *
     * @param lastHeartbeatAt absent before the first one and in events
     */
    public record InstanceView(
            UUID id,
            String endpoint,
            InstanceStatus status,
            @Nullable String statusReason,
            Instant registeredAt,
            @Nullable Instant lastHeartbeatAt,
            double load) {}
}
