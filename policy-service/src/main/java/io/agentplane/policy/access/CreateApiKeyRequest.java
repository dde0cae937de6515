package io.agentplane.policy.access;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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

        @Size(min = 1, max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String name,

        @Size(max = 1000) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String description,

        @Future @Nullable Instant expiresAt) {

    private static final String PRINTABLE = "[^\\p{Cntrl}]*";
    private static final String PRINTABLE_RULE = "must have no control characters";

    KeyLabel label() {
        return new KeyLabel(name, description);
    }
}
