package io.agentplane.config.configuration;

import java.util.Map;
import java.util.UUID;

/**
 * What an agent is set to.
 *
 * @param values all layers laid on top of each other
 * @param sources where each value came from, by path: {@code built-in}, {@code defaults} or {@code agent}
 * @param revision of the agent's overrides, 0 when there are none; served as the ETag that a change needs
 * @param defaultsRevision of the namespace's defaults, 0 when there are none
 */
record AgentConfiguration(
        UUID agentId, Map<String, Object> values, Map<String, String> sources, long revision, long defaultsRevision) {

    static AgentConfiguration of(UUID agent, Layer defaults, Layer overrides) {
        EffectiveConfiguration effective = EffectiveConfiguration.of(defaults.values(), overrides.values());
        return new AgentConfiguration(
                agent, effective.values(), effective.sources(), overrides.revision(), defaults.revision());
    }
}
