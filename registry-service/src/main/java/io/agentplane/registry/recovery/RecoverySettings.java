package io.agentplane.registry.recovery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How degraded agents are looked after.
 *
 * @param pollInterval how often recoveries that are due are looked for, and how often it is asked whether tasks are handed over
 * @param handoverTimeout how long the hand-over of tasks is waited for
 * @param backupAttempts how often the activation of a backup is tried
 * @param attempts how often it is tried whether the agent is back
 * @param firstBackoff the pause before it is first tried whether the agent is back, and between the first two activations of a
 *     backup; it doubles from there
 * @param claimTimeout after what time another replica takes over from one that died over a step
 * @param parallel how many agents one replica looks after at once
 */
@Validated
@ConfigurationProperties("agentplane.registry.recovery")
record RecoverySettings(
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration pollInterval,

        @DefaultValue("1m") @NotNull Duration handoverTimeout,
        @DefaultValue("3") @Min(1) @Max(20) int backupAttempts,
        @DefaultValue("5") @Min(1) @Max(20) int attempts,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration firstBackoff,

        @DefaultValue("30s") @NotNull Duration claimTimeout,
        @DefaultValue("8") @Min(1) @Max(100) int parallel) {

    /**
     * @param attempt from 1
     */
    Duration backoff(int attempt) {
        return firstBackoff.multipliedBy(1L << (attempt - 1));
    }
}
