package io.agentplane.registry.health;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How heartbeats are taken.
 *
 * @param heartbeatInterval how often agents are asked to send one
 * @param knownFor how long an agent's status is remembered before it is read again
 * @param maxKnown agents remembered at most; the least used are read again
 */
@Validated
@ConfigurationProperties("agentplane.registry.health")
record HealthSettings(
        @DefaultValue("30s") @NotNull Duration heartbeatInterval,
        @DefaultValue("2s") @NotNull Duration knownFor,
        @DefaultValue("200000") @Min(1) int maxKnown) {}
