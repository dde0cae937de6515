package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role and what it gives.
 *
 * @param name the role's name
 * @param builtIn whether it is the same in every namespace and can not be changed
 * @param description what the role is for, for people; may be empty
 * @param permissions what it gives by itself
 * @param includes roles whose permissions it gives as well
 * @param effectivePermissions all that it gives
 * @param revision counts its changes, from 1; it is what {@code If-Match} needs. Absent for a built-in role
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
        return new RoleView(
                role.name(), true, role.description(), role.permissions(), List.of(), role.permissions(), null);
    }
}
