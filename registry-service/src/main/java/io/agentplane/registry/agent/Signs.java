package io.agentplane.registry.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last signs of life of some agents and their instances.
 *
 * @param loads of each agent the mean of its instances that were heard of lately, else what the agent said last
 */
record Signs(Map<UUID, Sign> agents, Map<UUID, Sign> instances, Map<UUID, Double> loads) {

    static final Signs NONE = new Signs(Map.of(), Map.of(), Map.of());

    static Signs of(Map<UUID, Sign> agents, Map<UUID, Sign> instances) {
        Map<UUID, Double> loads = new HashMap<>();
        agents.forEach((agent, sign) -> loads.put(agent, sign.load()));
        loads.putAll(instances.values().stream()
                .filter(Sign::isRecent)
                .collect(Collectors.groupingBy(Sign::agentId, Collectors.averagingDouble(Sign::load))));
        return new Signs(agents, instances, loads);
    }

    @Nullable
    Sign ofAgent(UUID id) {
        return agents.get(id);
    }

    @Nullable
    Sign ofInstance(UUID id) {
        return instances.get(id);
    }

    double load(UUID agent) {
        return loads.getOrDefault(agent, 0.0);
    }

    /** When something was heard of last, and how much it had to do. */
    record Sign(UUID agentId, Instant at, double load, boolean isRecent) {}
}
