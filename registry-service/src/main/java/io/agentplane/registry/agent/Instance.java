package io.agentplane.registry.agent;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instance of an agent: a running copy of it with an endpoint of its own.
 *
 * @param id the instance's id
 * @param endpoint the URL at which it is called, in its normal spelling
 * @param status {@code HEALTHY}, or {@code UNHEALTHY} when it has fallen silent or does not answer; it comes back by
 *     itself
 * @param statusReason why it is unhealthy; absent otherwise
 * @param registeredAt when the agent got this instance
 */
public record Instance(
        UUID id,
        Endpoint endpoint,
        InstanceStatus status,
        @Nullable String statusReason,
        Instant registeredAt) {

    Instance marked(InstanceStatus newStatus, @Nullable String reason) {
        return new Instance(id, endpoint, newStatus, reason, registeredAt);
    }
}
