package io.agentplane.platform.identity;

import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who sent the request, as the gateway vouches for it.
 *
 * @param id the principal's id
 * @param name the principal's name, for authorship and logs
 * @param namespace the namespace that the request is about
 * @param permissions what the principal may do there, such as {@code agents:register}
 * @param agentId the one agent that the principal is and may act as; absent when it is no agent
 */
public record Caller(
        String id,
        String name,
        String namespace,
        Set<String> permissions,
        @Nullable String agentId) {

    static final String NAME_CLAIM = "name";
    static final String NAMESPACE_CLAIM = "namespace";
    static final String PERMISSIONS_CLAIM = "permissions";
    static final String AGENT_ID_CLAIM = "agentId";

    /** Someone who is no agent. */
    public Caller(String id, String name, String namespace, Set<String> permissions) {
        this(id, name, namespace, permissions, null);
    }

    /** The caller of the request that this thread works for; without one the request is refused. */
    public static Caller current() {
        return find().orElseThrow(() -> PlatformProblem.UNAUTHENTICATED.because(
                "The request names no caller; calls come through the gateway, with an API key"));
    }

    /** The same, or none in background work. */
    public static Optional<Caller> find() {
        return token().map(Caller::of);
    }

    /** True when another service made the token, to ask in the caller's name; false when the gateway did. */
    public static boolean isAskedForByService() {
        return token().map(token -> token.getClaimAsString(JwtClaimNames.ISS))
                .filter(issuer -> !IdentityToken.GATEWAY.equals(issuer))
                .isPresent();
    }

    /**
     * Refuses an agent that means another than itself; who is no agent may act for any.
     *
     * @throws io.agentplane.platform.problem.DomainException AGENT_MISMATCH
     */
    public void requireMayActAs(@Nullable UUID agent) {
        if (agentId != null && (agent == null || !agentId.equals(agent.toString()))) {
            throw PlatformProblem.AGENT_MISMATCH.because("An agent can act as itself only");
        }
    }

    static Optional<Jwt> token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Optional.of(token.getToken())
                : Optional.empty();
    }

    /** Who a verified token vouches for. */
    public static Caller of(Jwt token) {
        @Nullable List<String> permissions = token.getClaimAsStringList(PERMISSIONS_CLAIM);
        return new Caller(
                Objects.requireNonNull(token.getSubject(), "sub"),
                claim(token, NAME_CLAIM),
                claim(token, NAMESPACE_CLAIM),
                permissions == null ? Set.of() : Set.copyOf(permissions),
                token.getClaimAsString(AGENT_ID_CLAIM));
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name), name);
    }
}
