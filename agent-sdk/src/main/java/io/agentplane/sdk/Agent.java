package io.agentplane.sdk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent as the registry shows it. {@code load} is the share of its concurrency in use at the last heartbeat. */
public record Agent(
        UUID id,
        String name,
        String version,
        AgentStatus status,
        List<String> capabilities,
        int maxConcurrency,
        double load,
        Instant registeredAt,
        @Nullable Instant lastHeartbeatAt,
        long revision) {}
