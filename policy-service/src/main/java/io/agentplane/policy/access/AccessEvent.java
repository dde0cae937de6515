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
    record PrincipalChanged(PrincipalState state) implements AccessEvent {
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

    /** A custom role is new or gives something else; it binds all who hold it. */
    record RoleChanged(RoleState state) implements AccessEvent {
        @Override
        public String subject() {
            return roleSubject(state);
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

    /** A custom role is no more; nobody held it. */
    record RoleDeleted(RoleState state) implements AccessEvent {
        @Override
        public String subject() {
            return roleSubject(state);
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

    /** A principal has other roles in a namespace that is not its own. */
    record RoleBindingChanged(RoleBindingState state) implements AccessEvent {
        @Override
        public String subject() {
            return "role-binding/" + state.namespace() + "/" + state.principalId();
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

    private static String roleSubject(RoleState role) {
        return "role/" + role.namespace() + "/" + role.name();
    }
}
