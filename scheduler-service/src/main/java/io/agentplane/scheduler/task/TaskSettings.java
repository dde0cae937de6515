package io.agentplane.scheduler.task;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are kept.
 *
 * @param retention how long a task is kept after its end, with its history; never shorter than repeated requests get the
 *     first one's answer, which may name it
 */
@Validated
@ConfigurationProperties("agentplane.scheduler.task")
record TaskSettings(
        @DefaultValue("30d") @NotNull @DurationMin(hours = 1)
        Duration retention) {}
