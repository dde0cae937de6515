package io.agentplane.sdk;

import java.time.Duration;

/**
 * Limits of the connection to the gateway.
 *
 * @param requestTimeout for a whole call, its answer's last byte included; a claim may take its own waiting time longer
 * @param attempts how often a call that is safe to repeat is tried in all while the gateway is away
 */
public record ConnectionSettings(Duration connectTimeout, Duration requestTimeout, int attempts, Backoff backoff) {

    public ConnectionSettings {
        if (!connectTimeout.isPositive() || !requestTimeout.isPositive() || attempts < 1) {
            throw new IllegalArgumentException("time limits must be positive and attempts at least 1");
        }
    }

    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                3,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2)));
    }
}
