package io.agentplane.registry.resource;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What an agent wants to have out of a pool; what is left out is nothing.
 *
 * @param agentId the agent that will use it
 * @param ttl how long it is granted; till it is released when absent
 */
record AllocateRequest(
        @NotNull UUID agentId,

        @PositiveOrZero
        @Digits(integer = ContributeRequest.CPU_DIGITS, fraction = ContributeRequest.CPU_DECIMALS)
        @Nullable
        BigDecimal cpu,

        @PositiveOrZero @Max(ContributeRequest.MAX_AMOUNT) @Nullable
        Long memory,

        @PositiveOrZero @Max(ContributeRequest.MAX_AMOUNT) @Nullable
        Long storage,

        @PositiveOrZero @Max(ContributeRequest.MAX_AMOUNT) @Nullable
        Long bandwidth,

        @DurationMin(seconds = 1) @DurationMax(days = 365) @Nullable
        Duration ttl) {

    AllocateRequest {
        cpu = cpu == null ? BigDecimal.ZERO : cpu;
        memory = memory == null ? 0 : memory;
        storage = storage == null ? 0 : storage;
        bandwidth = bandwidth == null ? 0 : bandwidth;
    }

    Amounts amounts() {
        return ContributeRequest.something(new Amounts(
                Capacity.millis(Objects.requireNonNull(cpu)),
                Objects.requireNonNull(memory),
                Objects.requireNonNull(storage),
                Objects.requireNonNull(bandwidth)));
    }
}
