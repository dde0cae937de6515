package io.agentplane.gateway.access;

import java.util.Set;

/**
 * Someone who may call, as the policy service published it last.
 *
 * @param kind PERSON, SERVICE or AGENT
 * @param permissions what its roles allow, such as {@code agents:register}
 */
public record Principal(
        String id,
        String name,
        String kind,
        String namespace,
        Set<String> roles,
        Set<String> permissions,
        boolean enabled,
        long revision) {

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}
