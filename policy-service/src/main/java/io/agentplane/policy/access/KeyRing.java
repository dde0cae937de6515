package io.agentplane.policy.access;

import io.agentplane.platform.web.Page;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The API keys of the present namespace. */
@Service
public class KeyRing {

    static final UUID BEFORE_ALL = new UUID(0, 0);

    private final ApiKeyRepository keys;
    private final PrincipalRepository principals;
    private final RoleQueries roles;
    private final AccessQueries queries;
    private final Administrators administrators;
    private final Clock clock;

    KeyRing(
            ApiKeyRepository keys,
            PrincipalRepository principals,
            RoleQueries roles,
            AccessQueries queries,
            Administrators administrators,
            Clock clock) {
        this.keys = keys;
        this.principals = principals;
        this.roles = roles;
        this.queries = queries;
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Makes a key for a principal that has no more rights than the caller. */
    @Transactional
    ApiKeyView create(UUID id, ApiKeySecret secret, CreateApiKeyRequest request) {
        Principal principal = principals
                .findById(request.principalId())
                .orElseThrow(() -> AccessProblem.PRINCIPAL_NOT_FOUND.because("There is no principal with this id"));
        CallerRights.requireAll(roles.graph().permissionsOf(principal.roles()));
        return keys.saveAndFlush(new ApiKey(
                        id, principal.getId(), secret, request.label(), request.expiresAt(), clock.instant()))
                .view();
    }

    /** Ends a key for good, but not the last that an administrator has; a second time changes nothing. */
    @Transactional
    void revoke(UUID id) {
        queries.lockRights();
        ApiKey key = keys.findById(id)
                .orElseThrow(() -> AccessProblem.API_KEY_NOT_FOUND.because("There is no API key with this id"));
        principals.findById(key.principalId()).ifPresent(holder -> administrators.requireAnotherKeyThan(key, holder));
        revoke(key);
    }

    @Transactional
    void revokeAll(UUID principalId) {
        keys.findByPrincipalId(principalId).forEach(this::revoke);
    }

    private void revoke(ApiKey key) {
        key.revoke(clock.instant());
        keys.saveAndFlush(key);
    }

    /** Oldest first, revoked ones too; of one principal or of all. */
    @Transactional(readOnly = true)
    Page<ApiKeyView> list(@Nullable UUID principalId, @Nullable UUID after, int limit) {
        UUID start = Objects.requireNonNullElse(after, BEFORE_ALL);
        Limit oneMore = Limit.of(limit + 1);
        List<ApiKey> found = principalId == null
                ? keys.findByIdGreaterThanOrderById(start, oneMore)
                : keys.findByPrincipalIdAndIdGreaterThanOrderById(principalId, start, oneMore);
        return Page.cut(
                found.stream().map(ApiKey::view).toList(),
                limit,
                key -> key.id().toString());
    }
}
