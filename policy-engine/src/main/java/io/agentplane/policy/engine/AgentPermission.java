package io.agentplane.policy.engine;

import java.util.Objects;

/**
 * One thing that an agent may do. Each {@code *} stands for any characters, or none.
 *
 * @param action what may be done, such as {@code write} or {@code tool.*}
 * @param resource on what, such as {@code db/orders/*}; {@code *} alone covers requests that name no resource, too
 */
public record AgentPermission(String action, String resource) {

    public AgentPermission {
        Objects.requireNonNull(action, "action");
        resource = CanonicalId.inPath(Objects.requireNonNull(resource, "resource"));
    }
}
