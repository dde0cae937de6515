package io.agentplane.policy.access;

import io.agentplane.platform.event.OutboundEvent;

/** A change of rights, with the whole new state; gateways let in by these alone. */
public sealed interface AccessEvent extends OutboundEvent {

    /** Compacted: the latest event of a principal or key is its state. */
    String TOPIC = "agentplane.policy.access.v1";

    @Override
    default String topic() {
        return TOPIC;
    }

    /** A principal is new, has other roles, or was switched on or off. A deleted one is disabled and has no roles. */
    record PrincipalChanged(PrincipalView state) implements AccessEvent {
        @Override
        public String subject() {
            return state.id().toString();
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

    /** A key opens the door. */
    record ApiKeyCreated(ApiKeyState state) implements AccessEvent {
        @Override
        public String subject() {
            return state.id().toString();
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

    /** A key counts no more. */
    record ApiKeyRevoked(ApiKeyState state) implements AccessEvent {
        @Override
        public String subject() {
            return state.id().toString();
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
}
