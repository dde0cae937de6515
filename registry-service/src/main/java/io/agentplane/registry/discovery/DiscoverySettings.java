package io.agentplane.registry.discovery;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How look-ups behave.
 *
 * @param healthyShare when less than this share of the agents that fit is active, look-ups hand out the degraded ones as
 *     well: in a mass failure, silence says more about the network than about the agents. 0 never does, 1 always
 */
@Validated
@ConfigurationProperties("agentplane.registry.discovery")
record DiscoverySettings(
        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1")
        double healthyShare) {}
