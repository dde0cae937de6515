package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A principal as the gateways know it.
 *
 * @param agentId the agent that it is, if it is one
 * @param roles all its roles at home, custom ones too
 * @param permissions what the built-in ones among its roles give it; the custom ones tell of themselves
 * @param deleted true in the event of its deletion, else absent
 */
public record PrincipalState(
        UUID id,
        String name,
        PrincipalKind kind,
        @Nullable UUID agentId,
        String namespace,
        List<String> roles,
        List<Permission> permissions,
        boolean enabled,
        @Nullable Boolean deleted,
        long revision) {}
