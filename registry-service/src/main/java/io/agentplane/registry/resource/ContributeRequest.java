package io.agentplane.registry.resource;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that an agent contributes to a pool: more than nothing of at least one resource.
 *
 * @param cpu cores, to a thousandth, fewer than a million; 0 when left out
 * @param memory bytes, at most 1 PiB; 0 when left out
 * @param storage bytes, at most 1 PiB; 0 when left out
 * @param bandwidth bits per second; 0 when left out
 */
@Schema(example = "{\"cpu\": 4, \"memory\": 8589934592}")
record ContributeRequest(
        @PositiveOrZero @DecimalMax(MAX_CPU) @Digits(integer = CPU_DIGITS, fraction = CPU_DECIMALS) @Nullable
        BigDecimal cpu,

        @PositiveOrZero @Max(MAX_AMOUNT) @Nullable Long memory,

        @PositiveOrZero @Max(MAX_AMOUNT) @Nullable Long storage,

        @PositiveOrZero @Max(MAX_AMOUNT) @Nullable Long bandwidth) {

    static final String MAX_CPU = "999999.999";
    static final int CPU_DIGITS = 6;
    static final int CPU_DECIMALS = 3;

    /** 1 PiB. As many times this as a pool may have contributors still is no overflow. */
    static final long MAX_AMOUNT = 1L << 50;

    ContributeRequest {
        cpu = cpu == null ? BigDecimal.ZERO : cpu;
        memory = memory == null ? 0 : memory;
        storage = storage == null ? 0 : storage;
        bandwidth = bandwidth == null ? 0 : bandwidth;
    }

    /** Refuses to make nothing of anything. */
    Amounts amounts() {
        return something(new Amounts(
                Capacity.millis(Objects.requireNonNull(cpu)),
                Objects.requireNonNull(memory),
                Objects.requireNonNull(storage),
                Objects.requireNonNull(bandwidth)));
    }

    static Amounts something(Amounts amounts) {
        if (amounts.isNothing()) {
            String message = "must be above zero, or another amount must be";
            throw PlatformProblem.INVALID_REQUEST
                    .because("Name an amount above zero of at least one resource")
                    .withErrors(List.of(
                            new FieldFault("cpu", message),
                            new FieldFault("memory", message),
                            new FieldFault("storage", message),
                            new FieldFault("bandwidth", message)));
        }
        return amounts;
    }
}
