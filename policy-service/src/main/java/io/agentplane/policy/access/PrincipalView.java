package io.agentplane.policy.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A principal as the world sees it.
 *
 * @param permissions what its roles give it
 * @param deleted true in the event of its deletion, else absent
 * @param revision counts its changes; served as its ETag
 */
public record PrincipalView(
        UUID id,
        String name,
        PrincipalKind kind,
        String namespace,
        List<Role> roles,
        List<Permission> permissions,
        boolean enabled,
        @Nullable Boolean deleted,
        long revision) {}
