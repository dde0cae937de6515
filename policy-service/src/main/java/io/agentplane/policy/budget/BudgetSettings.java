package io.agentplane.policy.budget;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds where nobody has said otherwise.
 *
 * @param taskCap what one task may cost, in US dollars, in a namespace that has no budget of its own
 * @param reservationTtl how long a reservation holds that names no time
 * @param retention how long ended reservations and the sums of idle tasks are kept
 */
@Validated
@ConfigurationProperties("agentplane.policy.budget")
record BudgetSettings(
        @DefaultValue("1") @NotNull @DecimalMin("0") @Digits(integer = 10, fraction = 6)
        BigDecimal taskCap,

        @DefaultValue("10m") @NotNull Duration reservationTtl,
        @DefaultValue("30d") @NotNull Duration retention) {}
