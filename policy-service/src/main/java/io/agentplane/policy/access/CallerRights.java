package io.agentplane.policy.access;

import io.agentplane.platform.identity.Caller;
import java.util.Collection;
import java.util.Set;

/** Keeps callers from giving away what they haven't got. */
final class CallerRights {

    private CallerRights() {}

    /** Refuses when the roles together allow more than the caller may do. */
    static void requireAll(Collection<Role> roles) {
        Set<String> held = Caller.current().permissions();
        for (Permission permission : Role.permissionsOf(roles)) {
            if (!held.contains(permission.wireName())) {
                throw AccessProblem.RIGHTS_EXCEEDED
                        .because("Nobody can give more rights than they have; you lack " + permission.wireName())
                        .with("permission", permission.wireName());
            }
        }
    }
}
