package io.agentplane.registry.resource;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
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
 * What an agent wants out of a pool: more than nothing of at least one resource.
 *
 * @param agentId the id of the agent that will use it
 * @param cpu cores, to a thousandth; 0 when left out
 * @param memory bytes, at most 1 PiB; 0 when left out
 * @param storage bytes, at most 1 PiB; 0 when left out
 * @param bandwidth bits per second; 0 when left out
 * @param ttl how long it is granted, as an ISO 8601 duration from {@code PT1S} to {@code P365D}; until it is released
 *     when left out
 */
@Schema(example = """
        {"agentId": "01980000-0000-7000-8000-000000000001", "cpu": 0.5, "memory": 1073741824, "ttl": "PT1H"}
        """)
record AllocateRequest(
        @NotNull UUID agentId,

        @PositiveOrZero
        @DecimalMax(ContributeRequest.MAX_CPU)
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
