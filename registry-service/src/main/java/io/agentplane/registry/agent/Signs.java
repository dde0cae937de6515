package io.agentplane.registry.agent;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last signs of life of some agents and their instances. */
record Signs(Map<UUID, Heartbeat> agents, Map<UUID, Heartbeat> instances) {

    static final Signs NONE = new Signs(Map.of(), Map.of());

    @Nullable
    Heartbeat ofAgent(UUID id) {
        return agents.get(id);
    }

    @Nullable
    Heartbeat ofInstance(UUID id) {
        return instances.get(id);
    }
}
