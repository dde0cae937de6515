package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role and what it may do.
 *
 * @param builtIn whether it is the same in every namespace and can't be changed
 * @param permissions what it gives by itself
 * @param includes roles whose permissions it gives as well
 * @param effectivePermissions all that it gives
 * @param revision counts its changes; absent for a built-in role
 */
public record RoleView(
        String name,
        boolean builtIn,
        String description,
        List<Permission> permissions,
        List<String> includes,
        List<Permission> effectivePermissions,
        @Nullable Long revision) {

    static RoleView of(BuiltInRole role) {
        return new RoleView(role.name(), true, "", role.permissions(), List.of(), role.permissions(), null);
    }
}
