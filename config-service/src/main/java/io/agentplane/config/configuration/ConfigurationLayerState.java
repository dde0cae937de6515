package io.agentplane.config.configuration;

import java.time.Instant;
import java.util.Map;

/**
 * A layer as other services learn of it.
 *
 * @param scope {@code defaults}, or the id of the agent whose overrides these are
 * @param values all that the layer sets; what it leaves out comes from the layers beneath
 */
public record ConfigurationLayerState(
        String scope, Map<String, Object> values, String author, String reason, Instant changedAt, long revision) {}
