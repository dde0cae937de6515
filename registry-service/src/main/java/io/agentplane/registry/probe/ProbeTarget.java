package io.agentplane.registry.probe;

import io.agentplane.registry.agent.InstanceStatus;
import java.util.UUID;

/**
 * An instance of an agent that has an endpoint to ask.
 *
 * @param isSilent whether it is unhealthy for its silence; then only a heartbeat brings it back
 */
record ProbeTarget(
        int shard,
        String namespace,
        UUID agentId,
        UUID instanceId,
        String endpoint,
        InstanceStatus status,
        boolean isSilent) {}
