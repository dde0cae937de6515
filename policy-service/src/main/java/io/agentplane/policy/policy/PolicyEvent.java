package io.agentplane.policy.policy;

import io.agentplane.platform.event.OutboundEvent;

/** What happened to a policy, with its whole new state. */
public sealed interface PolicyEvent extends OutboundEvent {

    /** Compacted: the latest event of a policy is its state. */
    String TOPIC = "agentplane.policy.policies.v1";

    @Override
    PolicyView state();

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String subject() {
        return state().id().toString();
    }

    @Override
    default long revision() {
        return state().revision();
    }

    /** A new policy binds. */
    record PolicyCreated(PolicyView state, String namespace) implements PolicyEvent {}

    /** A policy binds in another form, or has been switched on or off. */
    record PolicyChanged(PolicyView state, String namespace) implements PolicyEvent {}

    /** A policy binds no more; the state is its last, marked as deleted. */
    record PolicyDeleted(PolicyView state, String namespace) implements PolicyEvent {}
}
