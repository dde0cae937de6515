package io.agentplane.gateway.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.check.OutsideCheck;
import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.TokenIssuer;
import io.agentplane.policy.engine.AgentPermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who is calling and vouches for them. */
@Component
public class Access {

    private static final String BEARER = "Bearer ";
    private static final String DESCRIBE = Permission.AGENTS_DESCRIBE.wireName();

    private final AccessBook book;
    private final RightsBook rights;
    private final AgentPermissionsBook agentPermissions;
    private final StateReplay replay;
    private final TokenIssuer tokens;
    private final OutsideCheck kafka;

    Access(
            AccessBook book,
            RightsBook rights,
            AgentPermissionsBook agentPermissions,
            StateReplay accessReplay,
            TokenIssuer tokens,
            OutsideCheck kafkaClusterHealthIndicator) {
        this.book = book;
        this.rights = rights;
        this.agentPermissions = agentPermissions;
        this.replay = accessReplay;
        this.tokens = tokens;
        this.kafka = kafkaClusterHealthIndicator;
    }

    /** False until all rights have been read once; before that nobody is let in. */
    public boolean isReady() {
        return replay.isCaughtUp();
    }

    /** False where rights may be missing, since they were read from another Kafka than before. */
    public boolean isComplete() {
        return kafka.isRight();
    }

    /**
     * Who holds the key that a request was sent with.
     *
     * @param authorization the Authorization header, of the form {@code Bearer ap_...}
     * @param apiKey the X-API-Key header, for clients that can't set the other
     */
    public Optional<Principal> authenticate(@Nullable String authorization, @Nullable String apiKey) {
        return secret(authorization, apiKey).flatMap(book::holderOf);
    }

    /** Who holds a key that is no longer valid, for the record; empty when nobody has ever held it. */
    public Optional<Principal> lastHolderOf(@Nullable String authorization, @Nullable String apiKey) {
        return secret(authorization, apiKey).flatMap(book::lastHolderOf);
    }

    private static Optional<String> secret(@Nullable String authorization, @Nullable String apiKey) {
        if (apiKey != null) {
            return Optional.of(apiKey);
        }
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** Whether this is the id of a principal, in whatever namespace. */
    public boolean isPrincipal(String id) {
        return book.isPrincipal(id);
    }

    /** What a caller may do in a namespace at present; empty when it is to know of none by that name. */
    public Optional<Set<String>> permissionsIn(Principal caller, String namespace) {
        return rights.permissionsIn(caller, namespace)
                .map(permissions -> caller.isAgent() ? withoutDescribing(permissions) : permissions);
    }

    /** No agent says what it is, whatever its roles are: that is for those to say who look after it. */
    private static Set<String> withoutDescribing(Set<String> permissions) {
        if (!permissions.contains(DESCRIBE)) {
            return permissions;
        }
        Set<String> fewer = new HashSet<>(permissions);
        fewer.remove(DESCRIBE);
        return fewer;
    }

    /** What a caller holds at home, and then what it was given elsewhere. */
    public List<Rights> rightsOf(Principal caller) {
        List<Rights> all = rights.all(caller);
        return !caller.isAgent()
                ? all
                : all.stream()
                        .map(given ->
                                new Rights(given.namespace(), given.roles(), withoutDescribing(given.permissions())))
                        .toList();
    }

    /** What an agent may do at all; empty when policies alone bind it. */
    public Optional<AgentPermissions> permissionsOfAgent(String namespace, String agentId) {
        return agentPermissions.of(namespace, agentId);
    }

    /** The Authorization header that vouches for a caller with what it may do in a namespace. */
    public String vouchFor(Principal caller, String namespace, Set<String> permissions) {
        return BEARER
                + tokens.tokenFor(new Caller(caller.id(), caller.name(), namespace, permissions, caller.agentId()));
    }
}
