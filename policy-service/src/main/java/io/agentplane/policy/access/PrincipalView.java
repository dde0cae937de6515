package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A principal.
 *
 * @param id the principal's id
 * @param name the principal's name
 * @param kind {@code PERSON}, {@code SERVICE} for a program that works for people, such as a CI job, or {@code AGENT}
 * @param agentId the agent that it is; absent when it is none
 * @param namespace the namespace in which it is at home
 * @param roles its roles at home
 * @param permissions what its roles give it there, such as {@code agents:register}
 * @param enabled whether it is let in
 * @param revision counts its changes, from 1; it is the principal's {@code ETag}
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
