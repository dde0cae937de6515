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
 * @param load share of its concurrency in use at the last heartbeat, 0 to 1 and above when overloaded
 * @param lastHeartbeatAt absent before the first one, and in events: a heartbeat is no change of the agent
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
        List<String> protocols,
        int maxConcurrency,
        Duration timeout,
        Map<String, String> tags,
        @Nullable Resources resources,
        @Nullable UUID backupAgentId,
        AgentStatus status,
        @Nullable String statusReason,
        Instant registeredAt,
        @Nullable Instant lastHeartbeatAt,
        double load,
        long revision) {}
