package io.agentplane.config.configuration;

import java.time.Instant;
import java.util.Map;

/** One change of a layer: all it set from then on, by whom and why. */
record ConfigurationRevision(
        long revision, Map<String, Object> values, String author, String reason, Instant changedAt) {

    Layer layer() {
        return new Layer(revision, values);
    }
}
