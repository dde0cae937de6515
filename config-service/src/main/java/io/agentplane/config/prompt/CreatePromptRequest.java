package io.agentplane.config.prompt;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new prompt and its first wording. */
record CreatePromptRequest(
        @NotNull @Pattern(regexp = PromptText.NAME, message = PromptText.NAME_RULE)
        String name,

        @NotBlank
        @Size(max = PromptText.LONGEST_CONTENT)
        @Pattern(regexp = PromptText.LINES, message = PromptText.LINES_RULE)
        String content,

        @BoundedConfig @Nullable Map<String, @Nullable Object> config,

        @NotBlank @Size(max = 500) @Pattern(regexp = PromptText.PRINTABLE, message = PromptText.PRINTABLE_RULE)
        String reason) {

    PromptDraft draft() {
        return new PromptDraft(content, config == null ? Map.of() : config, reason);
    }
}
