package io.agentplane.scheduler.assignment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are given out.
 *
 * @param batchSize tasks looked at in one transaction
 * @param interval how often the queue is looked at when no signal comes
 */
@Validated
@ConfigurationProperties("agentplane.scheduler.assignment")
record AssignmentSettings(
        @DefaultValue("500") @Min(1) int batchSize,
        @DefaultValue("1s") @NotNull Duration interval) {}
