package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.UUID;

/**
 * What a principal holds in a namespace that is not its own, as the gateways know it.
 *
 * @param roles all of them, custom ones of that namespace too; none when the binding has ended
 * @param permissions what the built-in ones among them give; the custom ones tell of themselves
 */
public record RoleBindingState(
        UUID principalId, String namespace, List<String> roles, List<Permission> permissions, long revision) {

    static RoleBindingState of(UUID principalId, String namespace, List<String> roles, long revision) {
        return new RoleBindingState(principalId, namespace, roles, RoleGraph.givenAtOnce(List.of(), roles), revision);
    }
}
