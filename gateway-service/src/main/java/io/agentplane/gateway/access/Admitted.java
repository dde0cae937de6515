package io.agentplane.gateway.access;

import java.util.Set;

/**
 * A call that was let in.
 *
 * @param namespace the one that the call is about: the caller's own, or another that it may name
 * @param permissions what the caller may do there
 */
public record Admitted(Principal caller, String namespace, Set<String> permissions) {

    public Admitted {
        permissions = Set.copyOf(permissions);
    }

    /** The attribute of a request under which the gateway's own controllers find it. */
    public static final String ATTRIBUTE = "io.agentplane.gateway.admitted";
}
