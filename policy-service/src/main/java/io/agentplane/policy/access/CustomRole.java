package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.Set;

/**
 * A role that a namespace has made for itself.
 *
 * @param permissions what it gives by itself
 * @param includes roles, custom or built in, whose permissions it gives as well
 * @param revision counts its changes from 1, and goes on when a deleted one is made again
 */
record CustomRole(
        String namespace,
        String name,
        String description,
        Set<Permission> permissions,
        List<String> includes,
        boolean deleted,
        long revision) {

    CustomRole asDeleted() {
        return new CustomRole(namespace, name, description, Set.of(), List.of(), true, revision);
    }

    RoleState state() {
        return new RoleState(
                namespace,
                name,
                description,
                RoleGraph.givenAtOnce(permissions, includes),
                RoleGraph.customOnly(includes),
                deleted ? true : null,
                revision);
    }
}
