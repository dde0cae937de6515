package io.agentplane.policy.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that a principal may do. */
public enum Permission {
    AGENTS_REGISTER("agents:register"),
    MESSAGES_ROUTE("messages:route"),
    CONFIGURATION_CHANGE("configuration:change"),
    LOGS_READ("logs:read"),
    VIEWS_READ("views:read"),
    /** Name a namespace other than one's own. */
    NAMESPACES_ANY("namespaces:any");

    private final String wireName;

    Permission(String wireName) {
        this.wireName = wireName;
    }

    static Optional<Permission> named(String wireName) {
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
