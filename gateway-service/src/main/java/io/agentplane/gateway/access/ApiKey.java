package io.agentplane.gateway.access;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param hash SHA-256 of the secret in lower-case hexadecimal
 */
record ApiKey(
        String id,
        String principalId,
        String hash,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        long revision) {

    ApiKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(principalId, "principalId");
        Objects.requireNonNull(hash, "hash");
    }

    boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
