package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.UUID;

/**
 * The roles of one principal in one namespace.
 *
 * @param home whether it is the principal's own namespace
 * @param permissions what the roles give there; only at home can that be the right to go anywhere
 */
public record RoleBindingView(
        UUID principalId, String namespace, boolean home, List<String> roles, List<Permission> permissions) {

    static RoleBindingView of(UUID principalId, String namespace, boolean home, List<String> roles, RoleGraph graph) {
        return new RoleBindingView(
                principalId,
                namespace,
                home,
                roles,
                graph.permissionsOf(roles).stream()
                        .filter(permission -> home || permission != Permission.NAMESPACES_ANY)
                        .toList());
    }
}
