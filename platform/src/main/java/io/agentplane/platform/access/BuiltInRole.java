package io.agentplane.platform.access;

import static io.agentplane.platform.access.Permission.AGENTS_DESCRIBE;
import static io.agentplane.platform.access.Permission.AGENTS_MANAGE;
import static io.agentplane.platform.access.Permission.AGENTS_REGISTER;
import static io.agentplane.platform.access.Permission.LOGS_READ;
import static io.agentplane.platform.access.Permission.MESSAGES_ROUTE;
import static io.agentplane.platform.access.Permission.TASKS_MANAGE;
import static io.agentplane.platform.access.Permission.VIEWS_READ;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four built-in roles and what each may do. */
public enum BuiltInRole {
    SYSTEM_ADMIN(Permission.values()),
    AGENT_MANAGER(AGENTS_REGISTER, AGENTS_DESCRIBE, AGENTS_MANAGE, MESSAGES_ROUTE, TASKS_MANAGE, LOGS_READ, VIEWS_READ),
    OBSERVER(LOGS_READ, VIEWS_READ),
    SERVICE_ACCOUNT(AGENTS_REGISTER, MESSAGES_ROUTE, VIEWS_READ);

    private final List<Permission> permissions;

    BuiltInRole(Permission... permissions) {
        this.permissions = Stream.of(permissions).sorted().toList();
    }

    /** The built-in role of this name, if it is one. */
    public static Optional<BuiltInRole> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    public List<Permission> permissions() {
        return permissions;
    }
}
