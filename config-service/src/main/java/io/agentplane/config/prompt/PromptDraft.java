package io.agentplane.config.prompt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes a version once it has a number. */
record PromptDraft(String content, Map<String, @Nullable Object> config, String reason) {}
