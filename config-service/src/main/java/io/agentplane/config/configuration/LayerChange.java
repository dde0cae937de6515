package io.agentplane.config.configuration;

import java.time.Instant;
import java.util.Map;

/** The new values of a layer, and who set them when and why. */
record LayerChange(Map<String, Object> values, String author, String reason, Instant at) {}
