package io.agentplane.policy.access;

import static io.agentplane.policy.access.Permission.AGENTS_REGISTER;
import static io.agentplane.policy.access.Permission.CONFIGURATION_CHANGE;
import static io.agentplane.policy.access.Permission.LOGS_READ;
import static io.agentplane.policy.access.Permission.MESSAGES_ROUTE;
import static io.agentplane.policy.access.Permission.NAMESPACES_ANY;
import static io.agentplane.policy.access.Permission.VIEWS_READ;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four built-in roles and what each may do. */
public enum Role {
    SYSTEM_ADMIN(AGENTS_REGISTER, MESSAGES_ROUTE, CONFIGURATION_CHANGE, LOGS_READ, VIEWS_READ, NAMESPACES_ANY),
    AGENT_MANAGER(AGENTS_REGISTER, MESSAGES_ROUTE, LOGS_READ, VIEWS_READ),
    OBSERVER(LOGS_READ, VIEWS_READ),
    SERVICE_ACCOUNT(AGENTS_REGISTER, MESSAGES_ROUTE, VIEWS_READ);

    private final List<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Stream.of(permissions).sorted().toList();
    }

    /** The built-in role of this name, if it is one. */
    static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    public List<Permission> permissions() {
        return permissions;
    }

    /** What someone with all of these roles may do. */
    public static List<Permission> permissionsOf(Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> role.permissions.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
