package io.agentplane.registry.agent;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How long an agent may go on with what it has.
 *
 * @param timeout absent for the registry's default
 */
record DrainAgentRequest(
        @DurationMin @DurationMax(days = 30) @Nullable Duration timeout) {}
