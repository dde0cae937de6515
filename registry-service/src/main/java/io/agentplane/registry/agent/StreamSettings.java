package io.agentplane.registry.agent;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds open streams.
 *
 * @param mostPerCaller watches and exports that one principal may have open at a replica
 */
@Validated
@ConfigurationProperties("agentplane.registry.streams")
record StreamSettings(@DefaultValue("20") @Min(1) int mostPerCaller) {}
