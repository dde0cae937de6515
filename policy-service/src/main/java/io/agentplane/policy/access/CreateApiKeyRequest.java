package io.agentplane.policy.access;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new key for a principal of the namespace.
 *
 * @param principalId the principal that calls with it
 * @param name what people call the key; nothing when left out
 * @param description what the key is for, for people; nothing when left out
 * @param expiresAt until when it counts, as an RFC 3339 time at most ten years ahead; until it is revoked when left
 *     out
 */
@Schema(example = "{\"principalId\": \"01980000-0000-7000-8000-000000000001\", \"name\": \"nightly build\"}")
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
