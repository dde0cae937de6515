package io.agentplane.policy.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.RecordedAs;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * API keys are what principals call with. The key itself is told once, when it is created; only its digest is stored.
 */
@Tag(name = "API keys")
@RestController
@RequestMapping("/api-keys")
class ApiKeyController {

    private final KeyRing keys;
    private final Idempotency idempotency;

    ApiKeyController(KeyRing keys, Idempotency idempotency) {
        this.keys = keys;
        this.idempotency = idempotency;
    }

    /**
     * Creates an API key for a principal. The key, {@code secret}, is in this answer only, and not in the answer to a
     * repeated request. The event {@code api-key-created} is published.
     *
     * <p>Refused with {@code principal-not-found}, with {@code rights-exceeded} when the principal has rights that
     * the caller lacks, here or in another namespace, and with {@code invalid-request} when {@code expiresAt} is past
     * or more than ten years ahead. The principal's id in the example stands for one of yours.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createApiKey")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ApiKeyView> create(
            @Nullable IdempotencyKey idempotencyKey, @Valid @RequestBody CreateApiKeyRequest request) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        ApiKeySecret secret = ApiKeySecret.generate();
        ApiKeyView key =
                idempotency.once(idempotencyKey, request, ApiKeyView.class, () -> keys.create(id, secret, request));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(RecordedAs.HEADER, location(key.id(), key.principalId()))
                .body(key.id().equals(id) ? key.with(secret.text()) : key);
    }

    /**
     * Lists the API keys. The oldest key comes first, and revoked and expired ones are in it.
     *
     * @param principalId only the keys of this principal
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "listApiKeys")
    @GetMapping
    Page<ApiKeyView> list(
            @RequestParam(required = false) @Nullable UUID principalId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return keys.list(principalId, Cursor.decodeId(cursor), limit);
    }

    /**
     * Revokes an API key for good. The key counts nowhere any more within about a second, in streams and waiting
     * calls too. The event {@code api-key-revoked} is published. Sent again it changes nothing.
     *
     * <p>Refused with {@code api-key-not-found}, with {@code rights-exceeded} when its holder has rights that the
     * caller lacks, and with {@code last-administrator} when it is the last key of the last system administrator.
     *
     * @param id the key's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "revokeApiKey")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> revoke(@PathVariable UUID id) {
        UUID principalId = keys.revoke(id);
        return ResponseEntity.noContent()
                .header(RecordedAs.HEADER, location(id, principalId))
                .build();
    }

    /** Which key of whom it is, for those who see no body, such as the audit log. */
    private static String location(UUID id, UUID principalId) {
        return Location.of("/api-keys/{id}?principalId={principal}", id, principalId)
                .toString();
    }
}
