package io.agentplane.scheduler.execution;

import io.agentplane.platform.text.PlainLines;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt failed.
 *
 * @param leaseToken the token that came with the claim
 * @param error what went wrong, for people to read
 * @param retryable false when no further attempt could succeed; true unless given
 */
@Schema(example = """
        {
          "leaseToken": "0199c3a4-5b6d-4e7f-8a90-b1c2d3e4f506",
          "error": "The language model does not answer",
          "retryable": true
        }""")
record FailTaskRequest(
        @NotNull UUID leaseToken,

        @NotNull @NotBlank @Size(min = 1, max = 2000) @PlainLines
        String error,

        @Nullable Boolean retryable) {

    FailTaskRequest {
        retryable = retryable == null || retryable;
    }
}
