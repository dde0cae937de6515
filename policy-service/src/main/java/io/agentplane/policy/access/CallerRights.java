package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.Caller;
import java.util.Collection;
import java.util.Set;

/** Keeps callers from giving away what they haven't got. */
final class CallerRights {

    private CallerRights() {}

    /** Refuses when the caller lacks one of these. */
    static void requireAll(Collection<Permission> given) {
        Set<String> held = Caller.current().permissions();
        for (Permission permission : given) {
            if (!held.contains(permission.wireName())) {
                throw AccessProblem.RIGHTS_EXCEEDED
                        .because("Nobody can give more rights than they have; you lack " + permission.wireName())
                        .with("permission", permission.wireName());
            }
        }
    }
}
