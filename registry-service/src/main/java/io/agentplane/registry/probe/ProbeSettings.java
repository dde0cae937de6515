package io.agentplane.registry.probe;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How endpoints are probed.
 *
 * @param interval how often each endpoint is probed
 * @param timeout how long a probe may take, from the look-up of the name, which may take half of it, to the status of the
 *     answer
 * @param failures how many failures in a row make an instance unhealthy
 * @param maxConcurrent probes under way at most
 * @param allowedNetworks address ranges, such as {@code 10.0.0.0/8}, that may be connected to although they aren't public;
 *     whoever may register an agent can then find out what answers there
 */
@Validated
@ConfigurationProperties("agentplane.registry.health.probe")
record ProbeSettings(
        @DefaultValue("10s") @NotNull @DurationMin(millis = 64)
        Duration interval,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 1)
        Duration timeout,

        @DefaultValue("3") @Min(1) int failures,
        @DefaultValue("128") @Min(1) int maxConcurrent,
        @DefaultValue List<@NotNull String> allowedNetworks) {}
