package io.agentplane.config.configuration;

import io.agentplane.platform.event.OutboundEvent;

/** A layer has new values: a namespace's defaults or an agent's overrides. */
public record ConfigurationChanged(ConfigurationLayerState state, String namespace) implements OutboundEvent {

    /** Compacted: the latest event of a layer is its state. */
    public static final String TOPIC = "agentplane.config.configurations.v1";

    @Override
    public String topic() {
        return TOPIC;
    }

    /** Every namespace has defaults, so the scope alone is no key. */
    @Override
    public String subject() {
        return namespace + "/" + state.scope();
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
