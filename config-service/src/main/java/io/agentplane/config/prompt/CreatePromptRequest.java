package io.agentplane.config.prompt;

import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new prompt and its first wording. */
record CreatePromptRequest(
        @NotNull @SimpleName String name,

        @NotBlank @Size(max = PromptText.MAX_CONTENT_LENGTH) @PlainLines
        String content,

        @BoundedConfig @Nullable Map<String, @Nullable Object> config,

        @NotBlank @Size(max = 500) @PlainText String reason) {

    PromptDraft draft() {
        return new PromptDraft(content, config == null ? Map.of() : config, reason);
    }
}
