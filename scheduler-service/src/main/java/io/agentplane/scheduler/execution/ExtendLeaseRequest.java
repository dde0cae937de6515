package io.agentplane.scheduler.execution;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent is still working on a task.
 *
 * @param leaseToken the token that came with the claim
 * @param progress how much is done, from 0 to 1; what was reported before unless given
 */
@Schema(example = """
        {"leaseToken": "0199c3a4-5b6d-4e7f-8a90-b1c2d3e4f506", "progress": 0.5}""")
record ExtendLeaseRequest(
        @NotNull UUID leaseToken,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double progress) {}
