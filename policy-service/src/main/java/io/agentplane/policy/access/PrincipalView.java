package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A principal as its namespace sees it.
 *
 * @param agentId the agent that it is, if it is one
 * @param roles its roles at home
 * @param permissions what its roles give it there
 * @param revision counts its changes; served as its ETag
 */
public record PrincipalView(
        UUID id,
        String name,
        PrincipalKind kind,
        @Nullable UUID agentId,
        String namespace,
        List<String> roles,
        List<Permission> permissions,
        boolean enabled,
        long revision) {}
