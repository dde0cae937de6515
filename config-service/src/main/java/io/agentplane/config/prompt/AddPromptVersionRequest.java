package io.agentplane.config.prompt;

import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another wording of a prompt.
 *
 * @param content the text; its placeholders are for the agents to fill in
 * @param config settings that belong to this wording, as any JSON object of up to 20,000 characters that is at most 5 deep;
 *     none unless given
 * @param reason why, for whoever reads the history
 */
@Schema(example = """
        {
          "content": "Translate into {{language}}, in plain words: {{text}}",
          "config": {"model": "large-1"},
          "reason": "Readers asked for plainer translations"
        }""")
record AddPromptVersionRequest(
        @NotBlank @Size(min = 1, max = PromptText.MAX_CONTENT_LENGTH) @PlainLines
        String content,

        @BoundedConfig @Nullable Map<String, @Nullable Object> config,

        @NotBlank @Size(min = 1, max = 500) @PlainText String reason) {

    PromptDraft draft() {
        return new PromptDraft(content, config == null ? Map.of() : config, reason);
    }
}
