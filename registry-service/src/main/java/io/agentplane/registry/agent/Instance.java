package io.agentplane.registry.agent;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the replicas that run a version of an agent, reached at an endpoint of its own.
 *
 * @param statusReason why it is unhealthy
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
