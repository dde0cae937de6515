package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.policy.access.BindingQueries.Held;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles of one principal in one namespace.
 *
 * @param agentId the agent that the principal is, if it is one
 * @param home whether it is the principal's own namespace
 * @param permissions what the roles give there; only at home can that be the right to go anywhere
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
