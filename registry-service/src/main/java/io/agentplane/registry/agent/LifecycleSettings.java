package io.agentplane.registry.agent;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How agents come to their end.
 *
 * @param nameGrace how long a name, and each name and version, stays reserved after a decommission
 * @param drainTimeout how long a draining agent may go on when nothing else is asked for
 */
@Validated
@ConfigurationProperties("agentplane.registry.lifecycle")
record LifecycleSettings(
        @DefaultValue("30d") @NotNull @DurationMin Duration nameGrace,
        @DefaultValue("10m") @NotNull @DurationMin Duration drainTimeout) {}
