package io.agentplane.policy.budget;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds where nobody has said otherwise.
 *
 * @param taskCap what one task may cost, in US dollars, in a namespace that has no budget of its own
 * @param reservationTtl how long a reservation holds that names no time
 * @param atOnce reservations that a replica makes at the same time
 * @param patience how long a reservation waits for its turn
 * @param retention how long ended reservations and the sums of idle tasks are kept
 * @param periodRetention how long the sums of a period are kept, counted from its beginning; longer than the longest period
 */
@Validated
@ConfigurationProperties("agentplane.policy.budget")
record BudgetSettings(
        @DefaultValue("1") @NotNull @DecimalMin("0") @Digits(integer = 10, fraction = 6)
        BigDecimal taskCap,

        @DefaultValue("10m") @NotNull Duration reservationTtl,
        @DefaultValue("8") @Min(1) int atOnce,
        @DefaultValue("10s") @NotNull Duration patience,
        @DefaultValue("30d") @NotNull Duration retention,

        @DefaultValue("400d") @NotNull @DurationMin(days = 367)
        Duration periodRetention) {}
