package io.agentplane.platform.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a repeated request is recognised.
 *
 * @param retention the age at which keys are forgotten
 */
@Validated
@ConfigurationProperties("agentplane.idempotency")
record IdempotencySettings(@DefaultValue("24h") @NotNull Duration retention) {}
