package io.agentplane.config.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What remains when all layers lie on top of each other. Members of {@code features} and {@code extra} are laid over one
 * by one; everything else, lists too, is taken whole from the uppermost layer that sets it.
 *
 * @param values the fields that are in force
 * @param sources the layer of each, by path: {@code temperature}, {@code features.search}
 */
record EffectiveConfiguration(Map<String, Object> values, Map<String, String> sources) {

    static final Map<String, Object> BUILT_IN = Map.of(
            "temperature", 0.7,
            "maxTokens", 4096,
            "maxRetries", 3,
            "timeout", "PT30S",
            "rateLimitRpm", 60);

    static EffectiveConfiguration of(Map<String, Object> defaults, Map<String, Object> overrides) {
        Map<String, Object> values = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>();
        lay("built-in", BUILT_IN, values, sources);
        lay("defaults", defaults, values, sources);
        lay("agent", overrides, values, sources);
        return new EffectiveConfiguration(Collections.unmodifiableMap(values), Collections.unmodifiableMap(sources));
    }

    private static void lay(
            String layer, Map<String, Object> upper, Map<String, Object> values, Map<String, String> sources) {
        upper.forEach((field, value) -> {
            if (value instanceof Map<?, ?> members) {
                Map<String, Object> merged = new LinkedHashMap<>();
                if (values.get(field) instanceof Map<?, ?> lower) {
                    lower.forEach((name, member) -> merged.put((String) name, member));
                }
                members.forEach((name, member) -> {
                    merged.put((String) name, member);
                    sources.put(field + "." + name, layer);
                });
                values.put(field, Collections.unmodifiableMap(merged));
            } else {
                values.put(field, value);
                sources.put(field, layer);
            }
        });
    }
}
