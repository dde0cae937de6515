package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.Storable;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work is done. */
record CompleteTaskRequest(
        @NotNull UUID leaseToken, @Storable @Nullable Object result) {}
