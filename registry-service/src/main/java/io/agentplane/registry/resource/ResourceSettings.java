package io.agentplane.registry.resource;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How pools are kept.
 *
 * @param mostContributors agents in one pool; the bound keeps sums exact and grants short
 * @param expiryInterval how often lapsed allocations are looked for
 * @param retention the age at which entries of ledgers are removed, and the counts of contributions that are gone; the
 *     database refuses less than 30 days
 */
@Validated
@ConfigurationProperties("agentplane.registry.resource")
record ResourceSettings(
        @DefaultValue("1000") @Min(1) @Max(5000) int mostContributors,
        @DefaultValue("1s") @NotNull Duration expiryInterval,

        @DefaultValue("400d") @NotNull @DurationMin(days = 31)
        Duration retention) {}
