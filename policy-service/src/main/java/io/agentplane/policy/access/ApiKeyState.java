package io.agentplane.policy.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the gateways know it; the only place outside the database that has its hash.
 *
 * @param prefix how the key begins, to know it by
 * @param hash SHA-256 of the whole key, in hexadecimal
 * @param expiresAt absent when it never does
 * @param revokedAt absent while it counts
 */
public record ApiKeyState(
        UUID id,
        UUID principalId,
        String namespace,
        String prefix,
        String hash,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        long revision) {}
