package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Principals are who calls: people, services and agents. Each is at home in one namespace, has roles there and maybe
 * in others, and calls with API keys.
 */
@Tag(name = "Principals")
@RestController
class PrincipalController {

    private final PrincipalDirectory directory;
    private final Idempotency idempotency;

    PrincipalController(PrincipalDirectory directory, Idempotency idempotency) {
        this.directory = directory;
        this.idempotency = idempotency;
    }

    /**
     * Creates a principal. The new principal has neither roles nor keys yet, so it can do nothing. The event
     * {@code principal-changed} is published.
     *
     * <p>Refused with {@code principal-name-taken}, with {@code agent-elsewhere} when the namespace has no agent with
     * {@code agentId}, and with {@code invalid-request} when {@code agentId} is missing for an {@code AGENT} or given
     * for another.
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPrincipal")
    @PostMapping("/principals")
    ResponseEntity<PrincipalView> create(
            @Nullable IdempotencyKey key, @Valid @RequestBody CreatePrincipalRequest request) {
        PrincipalView principal = idempotency.once(
                key, request, PrincipalView.class, () -> directory.prepare(request), directory::create);
        return ResponseEntity.created(Location.below(principal.id())).body(principal);
    }

    /**
     * Lists the principals that are at home in the namespace. The oldest principal comes first. Those of other
     * namespaces that have roles here are in the list of role bindings.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "listPrincipals")
    @GetMapping("/principals")
    Page<PrincipalView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return directory.list(Cursor.decodeId(cursor), limit);
    }

    /**
     * Shows a principal. What the principal's roles give changes without its revision. Refused with
     * {@code principal-not-found}.
     *
     * @param id the principal's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "getPrincipal")
    @GetMapping("/principals/{id}")
    PrincipalView get(@PathVariable UUID id) {
        return directory.get(id);
    }

    /**
     * Enables or disables a principal. A disabled principal is let in nowhere, with whatever roles and keys it has;
     * these stay for when it is enabled again. The event {@code principal-changed} is published when there is a
     * change.
     *
     * <p>Refused with {@code principal-not-found}, with {@code rights-exceeded} when the principal has rights that
     * the caller lacks, here or in another namespace, with {@code agent-elsewhere} when it is enabled for an agent that is
     * decommissioned, and with {@code last-administrator} when nobody could administer the system any more.
     *
     * @param id the principal's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replacePrincipal")
    @PutMapping("/principals/{id}")
    PrincipalView change(@PathVariable UUID id, Revision read, @Valid @RequestBody ChangePrincipalRequest request) {
        return directory.change(id, request, read);
    }

    /**
     * Deletes a principal. The principal's keys are revoked and its roles end, in all namespaces. The events
     * {@code api-key-revoked}, {@code role-binding-changed} and {@code principal-changed} are published. What it did
     * stays in the audit log.
     *
     * <p>Refused with {@code principal-not-found}, so also the second time, with {@code rights-exceeded} when the
     * principal has rights that the caller lacks, and with {@code last-administrator}.
     *
     * @param id the principal's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deletePrincipal")
    @DeleteMapping("/principals/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        directory.delete(id);
    }
}
