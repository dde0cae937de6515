package io.agentplane.policy.decision;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How decisions are made and kept.
 *
 * @param agentKnownFor how long an agent's attributes are used before they are read again
 * @param maxAgentsKnown agents remembered at most; the least used are read again
 * @param maxWaiting decisions that may wait to be written; above it their askers wait
 * @param maxContext the largest context or agent, as JSON, that is kept with a decision
 * @param retention the age at which decisions are forgotten
 */
@Validated
@ConfigurationProperties("agentplane.policy.decision")
record DecisionSettings(
        @DefaultValue("1s") @NotNull Duration agentKnownFor,
        @DefaultValue("100000") @Min(1) int maxAgentsKnown,
        @DefaultValue("10000") @Min(0) int maxWaiting,
        @DefaultValue("4KB") @NotNull DataSize maxContext,
        @DefaultValue("30d") @NotNull Duration retention) {}
