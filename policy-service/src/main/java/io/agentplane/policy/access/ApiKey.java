package io.agentplane.policy.access;

import io.agentplane.platform.event.Aggregate;
import io.agentplane.policy.access.AccessEvent.ApiKeyCreated;
import io.agentplane.policy.access.AccessEvent.ApiKeyRevoked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key that speaks for a principal. Only its hash is known here. */
@Entity
class ApiKey extends Aggregate {

    @Id
    private UUID id;

    private UUID principalId;
    private @Nullable String name;
    private @Nullable String description;
    private String prefix;
    private String hash;
    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;

    /** Noted by a statement of its own, since it is no change of the key. */
    @Column(insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(UUID id, UUID principalId, ApiKeySecret secret, KeyLabel label, @Nullable Instant expiresAt, Instant now) {
        this.id = id;
        this.principalId = principalId;
        name = label.name();
        description = label.description();
        prefix = secret.prefix();
        hash = secret.hash();
        createdAt = now;
        this.expiresAt = expiresAt;
        record(() -> new ApiKeyCreated(state()));
    }

    /** Ends it for good; a second time changes nothing. */
    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
            record(() -> new ApiKeyRevoked(state()));
        }
    }

    @Override
    public UUID getId() {
        return id;
    }

    UUID principalId() {
        return principalId;
    }

    ApiKeyView view() {
        return new ApiKeyView(
                id,
                principalId,
                name,
                description,
                prefix,
                null,
                createdAt,
                expiresAt,
                revokedAt,
                lastUsedAt,
                revision());
    }

    private ApiKeyState state() {
        return new ApiKeyState(id, principalId, namespace(), prefix, hash, expiresAt, revokedAt, revision());
    }
}
