package io.agentplane.sdk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task as the scheduler shows it. {@code attempt} is 1 when it is worked on for the first time; priority 0 is the highest. */
public record Task(
        UUID id,
        String type,
        @Nullable JsonNode payload,
        int priority,
        TaskStatus status,
        @Nullable UUID agentId,
        int attempt,
        int maxRetries,
        @Nullable JsonNode result,
        @Nullable String error,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt,
        long revision) {}
