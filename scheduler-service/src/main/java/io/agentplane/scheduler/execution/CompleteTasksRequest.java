package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.JsonWithin;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent has done several tasks.
 *
 * @param completions the tasks that are done, 100 at most
 */
@Schema(example = """
        {
          "completions": [
            {
              "taskId": "0199c3a4-5b6c-7d8e-9f01-234567890abc",
              "leaseToken": "0199c3a4-5b6d-4e7f-8a90-b1c2d3e4f506",
              "result": {"text": "Hallo"}
            }
          ]
        }""")
record CompleteTasksRequest(
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Completion> completions) {

    /**
     * One task that is done.
     *
     * @param taskId the task
     * @param leaseToken the token that came with the claim
     * @param result what came out of it: any JSON of at most 256 KiB; nothing unless given
     */
    record Completion(
            @NotNull UUID taskId,
            @NotNull UUID leaseToken,

            @JsonWithin @Nullable Object result) {

        LeaseProof proof() {
            return new LeaseProof(taskId, leaseToken);
        }
    }
}
