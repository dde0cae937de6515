package io.agentplane.platform.check;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far clocks may be apart.
 *
 * @param tolerance the difference to the database's clock, or the gateway's to another service's, from which on a service is
 *     not ready; tokens are refused when clocks are a minute apart
 */
@Validated
@ConfigurationProperties("agentplane.clock")
public record ClockSettings(
        @DefaultValue("30s") @NotNull @DurationMin(seconds = 2)
        Duration tolerance) {

    /** How often clocks are compared. */
    public static final Duration EVERY = Duration.ofSeconds(10);
}
