package io.agentplane.config.prompt;

import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another wording of a prompt. */
record AddPromptVersionRequest(
        @NotBlank @Size(max = PromptText.MAX_CONTENT_LENGTH) @PlainLines
        String content,

        @BoundedConfig @Nullable Map<String, @Nullable Object> config,

        @NotBlank @Size(max = 500) @PlainText String reason) {

    PromptDraft draft() {
        return new PromptDraft(content, config == null ? Map.of() : config, reason);
    }
}
