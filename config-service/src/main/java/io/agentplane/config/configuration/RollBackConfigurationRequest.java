package io.agentplane.config.configuration;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which revision to restore.
 *
 * @param reason "Rollback to revision N" when left out
 */
record RollBackConfigurationRequest(
        @NotNull @Min(0) Long revision,

        @Size(min = 1, max = 500) @PlainText @Nullable String reason) {}
