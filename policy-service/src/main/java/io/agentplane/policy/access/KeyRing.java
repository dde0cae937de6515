package io.agentplane.policy.access;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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

    private static final int MAX_YEARS = 10;

    private final ApiKeyRepository keys;
    private final PrincipalRepository principals;
    private final AccessQueries queries;
    private final Administrators administrators;
    private final CallerRights callerRights;
    private final Pages pages;
    private final Clock clock;

    KeyRing(
            ApiKeyRepository keys,
            PrincipalRepository principals,
            AccessQueries queries,
            Administrators administrators,
            CallerRights callerRights,
            Pages pages,
            Clock clock) {
        this.keys = keys;
        this.principals = principals;
        this.queries = queries;
        this.administrators = administrators;
        this.callerRights = callerRights;
        this.pages = pages;
        this.clock = clock;
    }

    /** Makes a key for a principal that has nowhere more rights than the caller. */
    @Transactional
    ApiKeyView create(UUID id, ApiKeySecret secret, CreateApiKeyRequest request) {
        requireNear(request.expiresAt());
        queries.lockRights();
        Principal principal = principals
                .findById(request.principalId())
                .orElseThrow(() -> AccessProblem.PRINCIPAL_NOT_FOUND.because("There is no principal with this id"));
        callerRights.requireAllOf(principal.getId());
        return keys.saveAndFlush(new ApiKey(
                        id, principal.getId(), secret, request.label(), request.expiresAt(), clock.instant()))
                .view();
    }

    /** A time in milliseconds that is taken for seconds lies far ahead, and its key would never end. */
    private void requireNear(@Nullable Instant expiresAt) {
        if (expiresAt != null
                && expiresAt.isAfter(clock.instant()
                        .atOffset(ZoneOffset.UTC)
                        .plusYears(MAX_YEARS)
                        .toInstant())) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: expiresAt")
                    .withErrors(List.of(new FieldFault("expiresAt", "must be at most " + MAX_YEARS + " years ahead")));
        }
    }

    /**
     * Ends a key for good, but not the last that an administrator has, nor one of somebody with more rights; a second time
     * changes nothing. Returns whose key it is.
     */
    @Transactional
    UUID revoke(UUID id) {
        queries.lockRights();
        ApiKey key = keys.findById(id)
                .orElseThrow(() -> AccessProblem.API_KEY_NOT_FOUND.because("There is no API key with this id"));
        callerRights.requireAllOf(key.principalId());
        principals.findById(key.principalId()).ifPresent(holder -> administrators.requireAnotherKeyThan(key, holder));
        revoke(key);
        return key.principalId();
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
        return pages.fill(
                keys.list(principalId, Objects.requireNonNullElse(after, BEFORE_ALL), Limit.of(limit + 1))
                        .map(ApiKey::view),
                limit,
                key -> key.id().toString());
    }
}
