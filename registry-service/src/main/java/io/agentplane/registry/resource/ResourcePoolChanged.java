package io.agentplane.registry.resource;

import io.agentplane.platform.event.OutboundEvent;

/** A pool has changed: what is in it, or what is used of it. The state has the totals. */
record ResourcePoolChanged(ResourcePoolView state, String namespace) implements OutboundEvent {

    /** Compacted: the latest event of a pool is its state. */
    static final String TOPIC = "agentplane.registry.resource-pools.v1";

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String subject() {
        return state.id().toString();
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
