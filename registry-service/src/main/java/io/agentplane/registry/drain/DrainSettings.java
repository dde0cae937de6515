package io.agentplane.registry.drain;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How drains end.
 *
 * @param settle how long after the begin of a drain an agent without tasks is still given: the news of a task it got just before is on
 *     its way
 */
@Validated
@ConfigurationProperties("agentplane.registry.drain")
record DrainSettings(
        @DefaultValue("5s") @NotNull @DurationMin Duration settle) {}
