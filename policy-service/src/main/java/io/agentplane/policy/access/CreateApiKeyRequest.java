package io.agentplane.policy.access;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new key for a principal of the caller's namespace. Its name and description are for people.
 *
 * @param expiresAt at most ten years ahead; absent for a key that counts until it is revoked
 */
record CreateApiKeyRequest(
        @NotNull UUID principalId,

        @Size(min = 1, max = 200) @PlainText @Addressable @Nullable
        String name,

        @Size(max = 1000) @PlainText @Nullable String description,

        @Future @Nullable Instant expiresAt) {

    KeyLabel label() {
        return new KeyLabel(name, description);
    }
}
