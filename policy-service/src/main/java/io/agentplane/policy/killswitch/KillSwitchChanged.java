package io.agentplane.policy.killswitch;

import io.agentplane.platform.event.OutboundEvent;
import java.util.Objects;

/** A switch was thrown or released; gateways refuse by these alone. */
public record KillSwitchChanged(KillSwitchView state) implements OutboundEvent {

    /** Compacted: the latest event of a switch is its state. */
    static final String TOPIC = "agentplane.policy.kill-switches.v1";

    private static final String ALL = "*";

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String subject() {
        return state.namespace() + "/" + Objects.requireNonNullElse(state.agentId(), ALL);
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
