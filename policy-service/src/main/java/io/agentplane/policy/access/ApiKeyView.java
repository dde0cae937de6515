package io.agentplane.policy.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner sees it.
 *
 * @param prefix how the key begins, to know it by
 * @param lastUsedAt to about ten seconds; absent when it never was
 * @param secret the key itself, in the answer to its creation only, and not when that is repeated
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
