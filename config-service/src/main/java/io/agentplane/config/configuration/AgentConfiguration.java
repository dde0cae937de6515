package io.agentplane.config.configuration;

import java.util.Map;
import java.util.UUID;

/**
 * What is in force for an agent.
 *
 * @param agentId the agent
 * @param values the settings, all layers laid over each other
 * @param sources the layer that each value comes from, {@code built-in}, {@code defaults} or {@code agent}, by the path of the
 *     setting, as in {@code temperature} or {@code features.search}
 * @param revision the revision of the agent's overrides, which is the {@code ETag} that a change needs; 0 while there are none
 * @param defaultsRevision the revision of the namespace's defaults; 0 while there are none
 */
record AgentConfiguration(
        UUID agentId, Map<String, Object> values, Map<String, String> sources, long revision, long defaultsRevision) {

    static AgentConfiguration of(UUID agent, Layer defaults, Layer overrides) {
        EffectiveConfiguration effective = EffectiveConfiguration.of(defaults.values(), overrides.values());
        return new AgentConfiguration(
                agent, effective.values(), effective.sources(), overrides.revision(), defaults.revision());
    }
}
