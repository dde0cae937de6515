package io.agentplane.config.configuration;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.web.MergePatch;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The configurations of the present namespace's agents. Any agent's id is taken: this service doesn't follow the registry,
 * so an agent can be configured before it is registered.
 */
@Service
public class Configurations {

    private final Layers layers;
    private final ConfigurationRules rules;

    Configurations(Layers layers, ConfigurationRules rules) {
        this.layers = layers;
        this.rules = rules;
    }

    @Transactional(readOnly = true)
    AgentConfiguration get(UUID agent) {
        return AgentConfiguration.of(agent, layers.current(Layers.DEFAULTS), layers.current(Layers.of(agent)));
    }

    /** An earlier revision of the overrides over today's defaults: what restoring it would bring. */
    @Transactional(readOnly = true)
    AgentConfiguration getRevision(UUID agent, long revision) {
        return AgentConfiguration.of(
                agent, layers.current(Layers.DEFAULTS), layers.revision(Layers.of(agent), revision));
    }

    /** What was in force at a time, in all layers. */
    @Transactional(readOnly = true)
    AgentConfiguration getAt(UUID agent, Instant time) {
        return AgentConfiguration.of(agent, layers.at(Layers.DEFAULTS, time), layers.at(Layers.of(agent), time));
    }

    /** Changes the overrides, if they and what comes out with them are valid. */
    @Transactional
    AgentConfiguration change(UUID agent, UnaryOperator<Map<String, Object>> change, String reason, Revision basis) {
        Layer before = layers.current(Layers.of(agent));
        basis.requireCurrent(before.revision());
        Layer defaults = layers.current(Layers.DEFAULTS);
        Map<String, Object> values = rules.withWholeNumbers(change.apply(before.values()));
        rules.require(values, EffectiveConfiguration.of(defaults.values(), values));
        return AgentConfiguration.of(agent, defaults, layers.store(Layers.of(agent), values, reason, basis));
    }

    /** Sets the overrides to what they were at a revision; history goes on, it isn't cut. */
    @Transactional
    AgentConfiguration rollBack(UUID agent, long revision, @Nullable String reason, Revision basis) {
        Layer restored = layers.revision(Layers.of(agent), revision);
        String why = reason == null ? "Rollback to revision " + revision : reason;
        return change(agent, before -> restored.values(), why, basis);
    }

    /** What would be wrong with the effective configuration if these changes were laid over the overrides. */
    @Transactional(readOnly = true)
    List<FieldFault> validate(UUID agent, Map<String, @Nullable Object> changes) {
        Map<String, Object> values =
                MergePatch.apply(layers.current(Layers.of(agent)).values(), changes);
        Layer defaults = layers.current(Layers.DEFAULTS);
        return rules.faults(values, EffectiveConfiguration.of(defaults.values(), values));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    Page<ConfigurationRevision> history(UUID agent, @Nullable Long before, int limit) {
        return Page.cut(
                layers.history(Layers.of(agent), before, limit + 1),
                limit,
                revision -> Long.toString(revision.revision()));
    }

    @Transactional(readOnly = true)
    ConfigurationDifference difference(UUID agent, long from, long to) {
        String scope = Layers.of(agent);
        return ConfigurationDifference.between(layers.revision(scope, from), layers.revision(scope, to));
    }
}
