package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A role binding gives a principal a role in a namespace. A namespace can give roles to principals of other
 * namespaces; what it gives holds in it alone.
 */
@Tag(name = "Role bindings")
@RestController
@RequestMapping("/role-bindings")
class RoleBindingController {

    private final RoleBindings bindings;

    RoleBindingController(RoleBindings bindings) {
        this.bindings = bindings;
    }

    /**
     * Lists who has which roles in the namespace. Each principal has one entry, those that are at home elsewhere
     * included; they come in the order of the principals' ids.
     *
     * @param principalId only the roles of this principal
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "listRoleBindings")
    @GetMapping
    Page<RoleBindingView> list(
            @RequestParam(required = false) @Nullable UUID principalId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return bindings.list(principalId, Cursor.decodeId(cursor), limit);
    }

    /**
     * Gives a role to a principal. A role that it has already stays. The event {@code principal-changed} is published
     * for a principal that is at home here, and {@code role-binding-changed} for one of another namespace. Sent again
     * it changes nothing.
     *
     * <p>Refused with {@code principal-not-found}, {@code unknown-role}, {@code rights-exceeded} when the role gives
     * more than the caller has, {@code agent-elsewhere} for an agent of another namespace, {@code too-many-bindings},
     * and {@code namespace-not-found}. The principal's id in the example stands for one of yours.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "bindRole")
    @PutMapping
    ResponseEntity<RoleBindingView> bind(@Valid @RequestBody RoleBindingRequest binding) throws Exception {
        String namespace = namespace(binding.namespace());
        RoleBindingView bound = Namespace.in(namespace, () -> bindings.bind(binding.principalId(), binding.role()));
        return ResponseEntity.ok()
                .header(RecordedAs.HEADER, location(binding.principalId(), binding.role(), namespace))
                .body(bound);
    }

    /**
     * Takes a role from a principal. The event {@code principal-changed} is published for a
     * principal that is at home here, and {@code role-binding-changed} for one of another namespace. A role that it
     * does not have changes nothing, so it can be sent again.
     *
     * <p>Refused with {@code principal-not-found}, {@code unknown-role}, {@code rights-exceeded} when the role gives more
     * than the caller has, and {@code last-administrator}.
     *
     * @param principalId the principal's id
     * @param role the role's name
     */
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "unbindRole")
    @DeleteMapping
    ResponseEntity<Void> unbind(@RequestParam UUID principalId, @RequestParam @RoleName String role) {
        bindings.unbind(principalId, role);
        return ResponseEntity.noContent()
                .header(RecordedAs.HEADER, location(principalId, role, Namespace.current()))
                .build();
    }

    /** Which role of whom it is, for those who see no body, such as the audit log. */
    private static String location(UUID principal, String role, String namespace) {
        return Location.of(
                        "/role-bindings?principalId={principal}&role={role}&namespace={namespace}",
                        principal,
                        role,
                        namespace)
                .toString();
    }

    private static String namespace(@Nullable String named) {
        Caller caller = Caller.current();
        if (named == null || named.equals(caller.namespace())) {
            return caller.namespace();
        }
        if (caller.permissions().contains(Permission.NAMESPACES_ANY.wireName())) {
            return named;
        }
        throw AccessProblem.NAMESPACE_NOT_FOUND.because("The namespace does not exist, or you have no role in it");
    }
}
