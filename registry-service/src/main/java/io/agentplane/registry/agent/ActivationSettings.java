package io.agentplane.registry.agent;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom an activation asks.
 *
 * @param configUrl where the configuration service's API begins
 * @param policyUrl where the policy service's API begins
 * @param timeout the longest time to wait for either service; longer than they take at most
 */
@Validated
@ConfigurationProperties("agentplane.registry")
record ActivationSettings(
        @DefaultValue("http://127.0.0.1:8082/api/v1") @NotNull
        URI configUrl,

        @DefaultValue("http://127.0.0.1:8083/api/v1") @NotNull
        URI policyUrl,

        @DefaultValue("10s") @NotNull Duration timeout) {}
