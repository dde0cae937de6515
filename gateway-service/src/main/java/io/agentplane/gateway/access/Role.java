package io.agentplane.gateway.access;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A custom role, as the policy service published it last. A deleted one gives nothing.
 *
 * @param permissions what it gives by itself and through built-in roles
 * @param includes custom roles of the namespace whose permissions it gives as well
 */
record Role(String namespace, String name, Set<String> permissions, List<String> includes, long revision) {

    Role {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(permissions, "permissions");
        Objects.requireNonNull(includes, "includes");
    }
}
