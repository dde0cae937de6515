package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custom role as the gateways know it, so that they can resolve it with no knowledge of the built-in ones.
 *
 * @param permissions what it gives by itself and through the built-in roles that it includes
 * @param includes the custom roles whose permissions it gives as well
 * @param deleted true in the event of its deletion, else absent
 */
public record RoleState(
        String namespace,
        String name,
        String description,
        List<Permission> permissions,
        List<String> includes,
        @Nullable Boolean deleted,
        long revision) {}
