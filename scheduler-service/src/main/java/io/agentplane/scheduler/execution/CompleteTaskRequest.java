package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.JsonWithin;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent has done a task.
 *
 * @param leaseToken the token that came with the claim
 * @param result what came out of it: any JSON of at most 256 KiB; nothing unless given
 */
@Schema(example = """
        {"leaseToken": "0199c3a4-5b6d-4e7f-8a90-b1c2d3e4f506", "result": {"text": "Hallo"}}""")
record CompleteTaskRequest(
        @NotNull UUID leaseToken, @JsonWithin @Nullable Object result) {}
