package io.agentplane.config.configuration;

import java.time.Instant;
import java.util.Map;

/**
 * One change of an agent's overrides.
 *
 * @param revision counts the changes, from 1
 * @param values all that was overridden from then on
 * @param author the name of the principal that changed it
 * @param reason why, in the author's words
 * @param changedAt when it was changed
 */
record ConfigurationRevision(
        long revision, Map<String, Object> values, String author, String reason, Instant changedAt) {

    Layer layer() {
        return new Layer(revision, values);
    }
}
