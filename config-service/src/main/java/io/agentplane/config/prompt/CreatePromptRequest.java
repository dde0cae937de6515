package io.agentplane.config.prompt;

import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new prompt and its first wording.
 *
 * @param name the name under which it is found, once in a namespace
 * @param content the text; its placeholders are for the agents to fill in
 * @param config settings that belong to this wording, as any JSON object of up to 20,000 characters that is at most 5 deep;
 *     none unless given
 * @param reason why, for whoever reads the history
 */
@Schema(example = """
        {
          "name": "translate",
          "content": "Translate into {{language}}: {{text}}",
          "config": {"model": "large-1"},
          "reason": "First version"
        }""")
record CreatePromptRequest(
        @NotNull @SimpleName String name,

        @NotBlank @Size(min = 1, max = PromptText.MAX_CONTENT_LENGTH) @PlainLines
        String content,

        @BoundedConfig @Nullable Map<String, @Nullable Object> config,

        @NotBlank @Size(min = 1, max = 500) @PlainText String reason) {

    PromptDraft draft() {
        return new PromptDraft(content, config == null ? Map.of() : config, reason);
    }
}
