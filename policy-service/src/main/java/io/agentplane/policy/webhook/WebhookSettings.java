package io.agentplane.policy.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are sent.
 *
 * @param timeout how long one try may take, from the look-up of the name to the end of the answer
 * @param lease how long a try is left to its sender before another one takes over; longer than the timeout
 * @param maxConcurrent tries under way at most, per replica
 * @param maxAttempts tries of one delivery at most
 * @param firstPause the pause after the first failed try; it doubles with each
 * @param longestPause the pause between two tries at most
 * @param lookInterval how long what is due waits at most for a sender with room
 * @param retention the age at which deliveries are forgotten
 * @param allowedNetworks address ranges, such as {@code 10.0.0.0/8}, that may be sent to although they aren't public
 */
@Validated
@ConfigurationProperties("agentplane.policy.webhook")
record WebhookSettings(
        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration timeout,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 1)
        Duration lease,

        @DefaultValue("32") @Min(1) int maxConcurrent,
        @DefaultValue("14") @Min(1) @Max(100) int maxAttempts,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
        Duration firstPause,

        @DefaultValue("2h") @NotNull @DurationMin(millis = 1)
        Duration longestPause,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration lookInterval,

        @DefaultValue("30d") @NotNull Duration retention,
        @DefaultValue List<@NotNull String> allowedNetworks) {

    private static final int MAX_DOUBLINGS = 30;

    /** The pause after so many failed tries. */
    Duration pauseAfter(int attempts) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
