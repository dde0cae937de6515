package io.agentplane.scheduler.execution;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent is still at work.
 *
 * @param progress 0 to 1; absent when there is nothing new to say
 */
record ExtendLeaseRequest(
        @NotNull UUID leaseToken,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double progress) {}
