package io.agentplane.policy.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param id the key's id
 * @param principalId the principal that calls with it
 * @param name what people call the key; absent when it has no name
 * @param description what the key is for, for people; absent when it has none
 * @param prefix how the key begins, {@code ap_...}, to know it by
 * @param secret the key itself; in the answer to its creation only, and not when that is repeated
 * @param createdAt when it was created
 * @param expiresAt until when it counts; absent when it counts until it is revoked
 * @param revokedAt when it was revoked; absent when it was not
 * @param lastUsedAt when it was used last, to about ten seconds; absent when it never was
 * @param revision counts the changes of the key, from 1
 */
public record ApiKeyView(
        UUID id,
        UUID principalId,
        @Nullable String name,
        @Nullable String description,
        String prefix,
        @Nullable String secret,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        long revision) {

    ApiKeyView with(String secret) {
        return new ApiKeyView(
                id,
                principalId,
                name,
                description,
                prefix,
                secret,
                createdAt,
                expiresAt,
                revokedAt,
                lastUsedAt,
                revision);
    }
}
