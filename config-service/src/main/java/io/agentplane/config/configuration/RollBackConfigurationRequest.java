package io.agentplane.config.configuration;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which revision to restore.
 *
 * @param revision its number; 0 removes all overrides
 * @param reason why, for whoever reads the history; "Rollback to revision N" unless given
 */
@Schema(example = """
        {"revision": 0, "reason": "The new model translates worse"}""")
record RollBackConfigurationRequest(
        @NotNull @Min(0) Long revision,

        @Size(min = 1, max = 500) @PlainText @Nullable String reason) {}
