package io.agentplane.gateway.access;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may call, as the policy service published it last.
 *
 * @param kind PERSON, SERVICE or AGENT
 * @param agentId the one agent that it is and may act as
 * @param namespace its own
 * @param roles all that it has there
 * @param permissions what the built-in ones among its roles allow, such as {@code agents:register}
 */
public record Principal(
        String id,
        String name,
        String kind,
        @Nullable String agentId,
        String namespace,
        Set<String> roles,
        Set<String> permissions,
        boolean enabled,
        long revision) {

    private static final String AGENT = "AGENT";

    public Principal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(permissions, "permissions");
    }

    public boolean isAgent() {
        return AGENT.equals(kind);
    }

    /** Whether it may act as an agent: agents as themselves only, all others as any. */
    public boolean mayActAs(String agent) {
        return !isAgent() || (agentId != null && AgentIds.canonical(agentId).equals(AgentIds.canonical(agent)));
    }
}
