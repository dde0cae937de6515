package io.agentplane.policy.access;

import java.util.List;

/** A role and what it may do. */
public record RoleView(Role name, List<Permission> permissions) {

    static RoleView of(Role role) {
        return new RoleView(role, role.permissions());
    }
}
