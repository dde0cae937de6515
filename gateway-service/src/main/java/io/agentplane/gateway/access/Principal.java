package io.agentplane.gateway.access;

import java.util.Objects;
import java.util.Set;

/**
 * Someone who may call, as the policy service published it last.
 *
 * @param kind PERSON, SERVICE or AGENT
 * @param permissions what its roles allow, such as {@code agents:register}
 */
public record Principal(
        String id,
        String name,
        String kind,
        String namespace,
        Set<String> roles,
        Set<String> permissions,
        boolean enabled,
        long revision) {

    public Principal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(permissions, "permissions");
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}
