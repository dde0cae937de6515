package io.agentplane.registry.agent;

import jakarta.validation.constraints.PositiveOrZero;

/**
 * What an agent has to work with.
 *
 * @param cpu cores
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 */
public record Resources(
        @PositiveOrZero double cpu,
        @PositiveOrZero long memory,
        @PositiveOrZero long storage,
        @PositiveOrZero long bandwidth) {}
