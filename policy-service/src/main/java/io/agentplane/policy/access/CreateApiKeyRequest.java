package io.agentplane.policy.access;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new key for a principal of the caller's namespace.
 *
 * @param expiresAt absent for a key that counts until it is revoked
 */
record CreateApiKeyRequest(
        @NotNull UUID principalId, @Future @Nullable Instant expiresAt) {}
