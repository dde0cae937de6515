package io.agentplane.registry.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has to work with; what is left out is 0.
 *
 * @param cpu cores; parts of a core are possible
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 */
public record Resources(
        @PositiveOrZero @Max(MAX_CORES) double cpu,
        @PositiveOrZero @Max(MAX_AMOUNT) long memory,
        @PositiveOrZero @Max(MAX_AMOUNT) long storage,
        @PositiveOrZero @Max(MAX_AMOUNT) long bandwidth) {

    static final long MAX_CORES = 1_000_000;

    /** 1 PiB. */
    static final long MAX_AMOUNT = 1L << 50;

    /** What is left out is nothing. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Resources of(
            @JsonProperty("cpu") @Nullable Double cpu,
            @JsonProperty("memory") @Nullable Long memory,
            @JsonProperty("storage") @Nullable Long storage,
            @JsonProperty("bandwidth") @Nullable Long bandwidth) {
        return new Resources(
                cpu == null ? 0 : cpu,
                memory == null ? 0 : memory,
                storage == null ? 0 : storage,
                bandwidth == null ? 0 : bandwidth);
    }
}
