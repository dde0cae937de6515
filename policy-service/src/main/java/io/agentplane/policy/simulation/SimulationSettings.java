package io.agentplane.policy.simulation;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much simulations may take.
 *
 * @param atOnce how many simulations may be under way in this replica
 * @param timeLimit the time after which a simulation answers with what it has; an analysis takes half of it
 */
@Validated
@ConfigurationProperties("agentplane.policy.simulation")
record SimulationSettings(
        @DefaultValue("2") @Min(1) int atOnce,
        @DefaultValue("10s") @NotNull Duration timeLimit) {}
