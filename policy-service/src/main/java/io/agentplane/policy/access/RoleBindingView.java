package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.policy.access.BindingQueries.Held;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles of a principal in a namespace.
 *
 * @param principalId the principal's id
 * @param agentId the agent that it is; absent when it is none
 * @param namespace the namespace in which they hold
 * @param home whether it is the principal's own namespace
 * @param roles the names of the roles
 * @param permissions what the roles give there; {@code namespaces:any} only at home
 */
public record RoleBindingView(
        UUID principalId,
        @Nullable UUID agentId,
        String namespace,
        boolean home,
        List<String> roles,
        List<Permission> permissions) {

    static RoleBindingView of(Held held, RoleGraph graph) {
        return new RoleBindingView(
                held.principalId(),
                held.agentId(),
                held.namespace(),
                held.home(),
                held.roles(),
                held.permissions(graph));
    }
}
