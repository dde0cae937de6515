package io.agentplane.platform.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a repeated request is recognised.
 *
 * @param retention the age at which idempotency keys are removed
 * @param reservation how long a request may take before one that repeats it takes over; more than others need to agree
 */
@Validated
@ConfigurationProperties("agentplane.idempotency")
record IdempotencySettings(
        @DefaultValue("24h") @NotNull Duration retention,

        @DefaultValue("30s") @NotNull @DurationMin(seconds = 1)
        Duration reservation) {}
