package io.agentplane.registry.history;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the agents' history is kept.
 *
 * @param retention the age at which entries are removed; a watch can go on from no earlier
 */
@Validated
@ConfigurationProperties("agentplane.registry.history")
record HistorySettings(
        @DefaultValue("90d") @NotNull @DurationMin(days = 1) Duration retention) {}
