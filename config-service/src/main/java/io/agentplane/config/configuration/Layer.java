package io.agentplane.config.configuration;

import java.util.Map;

/**
 * What one layer sets, such as the defaults of a namespace.
 *
 * @param revision counts the changes of the layer, and is the {@code ETag} that a change needs; 0 while it has never set anything
 * @param values the settings that it sets; for all others the layers beneath hold
 */
record Layer(long revision, Map<String, Object> values) {

    static final Layer NONE = new Layer(0, Map.of());
}
