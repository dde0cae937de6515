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
    SYSTEM_ADMIN("May do everything, in every namespace", Permission.values()),
    AGENT_MANAGER(
            "Registers, runs and stops agents, gives them tasks, and reads the audit log",
            AGENTS_REGISTER,
            AGENTS_DESCRIBE,
            AGENTS_MANAGE,
            MESSAGES_ROUTE,
            TASKS_MANAGE,
            LOGS_READ,
            VIEWS_READ),
    OBSERVER("Sees everything and changes nothing", LOGS_READ, VIEWS_READ),
    SERVICE_ACCOUNT(
            "For agents and other programs: registers, sends heartbeats, submits and does tasks",
            AGENTS_REGISTER,
            MESSAGES_ROUTE,
            VIEWS_READ);

    private final String description;
    private final List<Permission> permissions;

    BuiltInRole(String description, Permission... permissions) {
        this.description = description;
        this.permissions = Stream.of(permissions).sorted().toList();
    }

    /** The built-in role of this name, if it is one. */
    public static Optional<BuiltInRole> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /** What its holders do, in a few words, as the list of roles shows it. */
    public String description() {
        return description;
    }

    public List<Permission> permissions() {
        return permissions;
    }
}
