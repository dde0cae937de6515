package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.JsonWithin;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Much work is done. Each task stands for itself: what can't be completed doesn't hold up the others. */
record CompleteTasksRequest(
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Completion> completions) {

    record Completion(
            @NotNull UUID taskId,
            @NotNull UUID leaseToken,

            @JsonWithin @Schema(description = "Any JSON of at most 256 KiB") @Nullable
            Object result) {

        LeaseProof proof() {
            return new LeaseProof(taskId, leaseToken);
        }
    }
}
