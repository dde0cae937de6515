package io.agentplane.config.configuration;

import io.agentplane.platform.web.Revision;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What agents of the present namespace are set to unless they override it. A change is valid when an agent without
 * overrides would be; one with overrides may become invalid by it, and its next activation then stops.
 */
@Service
public class NamespaceDefaults {

    private final Layers layers;
    private final ConfigurationRules rules;

    NamespaceDefaults(Layers layers, ConfigurationRules rules) {
        this.layers = layers;
        this.rules = rules;
    }

    @Transactional(readOnly = true)
    Layer get() {
        return layers.current(Layers.DEFAULTS);
    }

    @Transactional
    Layer change(UnaryOperator<Map<String, Object>> change, String reason, Revision basis) {
        Layer before = layers.current(Layers.DEFAULTS);
        basis.requireCurrent(before.revision());
        Map<String, Object> values = rules.withWholeNumbers(change.apply(before.values()));
        rules.require(values, EffectiveConfiguration.of(values, Map.of()));
        return layers.store(Layers.DEFAULTS, values, reason, basis);
    }
}
