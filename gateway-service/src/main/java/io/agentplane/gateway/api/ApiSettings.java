package io.agentplane.gateway.api;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How API calls are passed on.
 *
 * @param services where each service listens: registry, config, policy, scheduler
 * @param connectTimeout the longest time to reach a service
 * @param idleTimeout the longest silence of a service; above the longest wait that a call can ask for
 * @param maxConnections connections to each service at a time; an agent that waits for work holds one
 * @param maxQueued calls that wait for a connection; more are refused
 * @param maxBody the largest body of a request
 * @param headTimeout how long a caller may take for a request's line and headers
 * @param bodyPatience how long a body may take, however slowly it comes
 * @param strangersRecorded how many calls of callers that nobody knows are put on record in a minute, each by itself
 */
@Validated
@ConfigurationProperties("agentplane.gateway")
record ApiSettings(
        @NotNull Map<String, URI> services,
        @DefaultValue("1s") @NotNull Duration connectTimeout,
        @DefaultValue("75s") @NotNull Duration idleTimeout,
        @DefaultValue("10000") @Min(1) int maxConnections,
        @DefaultValue("4096") @Min(1) int maxQueued,
        @DefaultValue("1MB") @NotNull DataSize maxBody,
        @DefaultValue("20s") @NotNull Duration headTimeout,
        @DefaultValue("10s") @NotNull Duration bodyPatience,
        @DefaultValue("600") @Min(1) int strangersRecorded) {}
