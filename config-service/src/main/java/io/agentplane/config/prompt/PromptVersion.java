package io.agentplane.config.prompt;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One wording of a prompt, which never changes.
 *
 * @param promptId the prompt's id
 * @param name the prompt's name
 * @param version counts the prompt's versions, from 1
 * @param content the text
 * @param config settings that belong to this wording, such as its model; empty when it has none
 * @param author the name of the principal that added it
 * @param reason why, in the author's words
 * @param previousVersion the version that was the latest before; absent in the first
 * @param createdAt when it was added
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
