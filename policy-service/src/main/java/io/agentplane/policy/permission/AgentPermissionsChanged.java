package io.agentplane.policy.permission;

import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.policy.access.AccessEvent;

/** An agent may do something else than before. */
public record AgentPermissionsChanged(AgentPermissionsView state) implements OutboundEvent {

    @Override
    public String topic() {
        return AccessEvent.TOPIC;
    }

    @Override
    public String subject() {
        return "agent-permissions/" + state.namespace() + "/" + state.agentId();
    }

    @Override
    public String namespace() {
        return state.namespace();
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
