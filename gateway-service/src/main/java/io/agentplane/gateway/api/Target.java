package io.agentplane.gateway.api;

import java.util.Locale;

/** The services behind the gateway, and the gateway itself. */
enum Target {
    REGISTRY,
    CONFIG,
    POLICY,
    SCHEDULER,
    GATEWAY;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
