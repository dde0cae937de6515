package io.agentplane.registry.agent;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How long an agent may go on with the tasks that it has. The body may be left out.
 *
 * @param timeout the longest time until the agent is deactivated, as an ISO 8601 duration up to {@code P30D}; when left
 *     out the registry's default holds, which is {@code PT10M} unless it is set otherwise
 */
@Schema(example = "{\"timeout\": \"PT10M\"}")
record DrainAgentRequest(
        @DurationMin @DurationMax(days = 30) @Nullable Duration timeout) {}
