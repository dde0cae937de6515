package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.JsonWithin;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work is done. */
record CompleteTaskRequest(
        @NotNull UUID leaseToken,

        @JsonWithin @Schema(description = "Any JSON of at most 256 KiB") @Nullable
        Object result) {}
