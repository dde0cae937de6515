package io.agentplane.scheduler.execution;

import io.agentplane.platform.text.PlainLines;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attempt failed.
 *
 * @param retryable false when no further attempt could succeed; true unless given
 */
record FailTaskRequest(
        @NotNull UUID leaseToken,
        @NotNull @NotBlank @Size(max = 2000) @PlainLines String error,
        @Nullable Boolean retryable) {

    FailTaskRequest {
        retryable = retryable == null || retryable;
    }
}
