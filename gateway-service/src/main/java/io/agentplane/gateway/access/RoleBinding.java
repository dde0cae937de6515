package io.agentplane.gateway.access;

import java.util.Objects;
import java.util.Set;

/**
 * What a principal holds in a namespace that is not its own, as the policy service published it last.
 *
 * @param roles all of them; none when the binding has ended
 * @param permissions what the built-in ones among them give
 */
record RoleBinding(String principalId, String namespace, Set<String> roles, Set<String> permissions, long revision) {

    RoleBinding {
        Objects.requireNonNull(principalId, "principalId");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(permissions, "permissions");
    }
}
