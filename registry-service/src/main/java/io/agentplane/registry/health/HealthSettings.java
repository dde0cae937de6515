package io.agentplane.registry.health;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How heartbeats are taken, and what their absence means.
 *
 * @param heartbeatInterval how often agents are asked to send a heartbeat
 * @param degradedAfter how long an agent that says nothing else may stay silent
 * @param sweepInterval how often the silent are looked for
 * @param sweepLimit how many agents one look degrades at most; the next one goes on
 * @param knownFor how long what is known of an agent is remembered when no change of it is heard of
 * @param maxKnown agents remembered at most; the least used are read again
 */
@Validated
@ConfigurationProperties("agentplane.registry.health")
record HealthSettings(
        @DefaultValue("30s") @NotNull @DurationMin(millis = 1)
        Duration heartbeatInterval,

        @DefaultValue("5m") @NotNull @DurationMin(millis = 1)
        Duration degradedAfter,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 1)
        Duration sweepInterval,

        @DefaultValue("2000") @Min(1) int sweepLimit,
        @DefaultValue("5m") @NotNull Duration knownFor,
        @DefaultValue("200000") @Min(1) int maxKnown) {}
