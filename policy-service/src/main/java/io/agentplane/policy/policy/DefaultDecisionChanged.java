package io.agentplane.policy.policy;

import io.agentplane.platform.event.OutboundEvent;

/** Another decision holds in the namespace where no policy decides. */
public record DefaultDecisionChanged(DefaultDecisionView state, String namespace) implements OutboundEvent {

    @Override
    public String topic() {
        return PolicyEvent.TOPIC;
    }

    /** No policy's id looks like this. */
    @Override
    public String subject() {
        return "default/" + namespace;
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
