package io.agentplane.registry.configuration;

/**
 * What the registry reads of a configuration's event.
 *
 * @param scope an agent's id, or {@code defaults}
 */
record ConfigurationState(String scope) {}
