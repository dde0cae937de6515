package io.agentplane.scheduler.submission;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Many tasks, accepted together or not at all.
 *
 * @param tasks the tasks, 500 at most; they are queued in this order
 */
@Schema(example = """
        {
          "tasks": [
            {"type": "translate", "payload": {"text": "Hello"}, "capabilities": ["translate"]},
            {"type": "translate", "payload": {"text": "Goodbye"}, "capabilities": ["translate"]}
          ]
        }""")
record SubmitBatchRequest(@NotNull @Size(min = 1, max = 500) List<@NotNull @Valid SubmitTaskRequest> tasks) {}
