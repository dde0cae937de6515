package io.agentplane.config.prompt;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One wording of a prompt, for good.
 *
 * @param version counts from 1
 * @param config settings that belong to the wording, such as its model
 * @param previousVersion the latest one before; absent in the first
 */
public record PromptVersion(
        UUID promptId,
        String name,
        int version,
        String content,
        Map<String, @Nullable Object> config,
        String author,
        String reason,
        @Nullable Integer previousVersion,
        Instant createdAt) {}
