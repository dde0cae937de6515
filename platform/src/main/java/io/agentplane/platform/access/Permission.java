package io.agentplane.platform.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that a principal may do. */
public enum Permission {
    /** What agents need for themselves, and what makes and joins them. */
    AGENTS_REGISTER("agents:register"),
    /** Say in a question to the policies what an agent is, where the registry may say otherwise. */
    AGENTS_DESCRIBE("agents:describe"),
    /** What ends an agent, gives it away or brings in many at once. */
    AGENTS_MANAGE("agents:manage"),
    MESSAGES_ROUTE("messages:route"),
    /** What brings back a task that had ended. */
    TASKS_MANAGE("tasks:manage"),
    CONFIGURATION_CHANGE("configuration:change"),
    LOGS_READ("logs:read"),
    VIEWS_READ("views:read"),
    /** Name a namespace other than one's own. */
    NAMESPACES_ANY("namespaces:any");

    private final String wireName;

    Permission(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<Permission> named(String wireName) {
        return Stream.of(values())
                .filter(permission -> permission.wireName.equals(wireName))
                .findFirst();
    }

    /** The name on the wire and in tokens, such as {@code agents:register}. */
    @JsonValue
    public String wireName() {
        return wireName;
    }
}
