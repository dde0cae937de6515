package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A role is a set of permissions with a name. Four are built in: {@code SYSTEM_ADMIN}, {@code AGENT_MANAGER},
 * {@code OBSERVER} and {@code SERVICE_ACCOUNT}. A namespace can have 200 of its own, which may include others.
 */
@Tag(name = "Roles")
@RestController
@RequestMapping("/roles")
class RoleController {

    private final RoleBook roles;
    private final Idempotency idempotency;

    RoleController(RoleBook roles, Idempotency idempotency) {
        this.roles = roles;
        this.idempotency = idempotency;
    }

    /** Lists all roles of the namespace. The built-in roles come first. All are on one page. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listRoles")
    @GetMapping
    Page<RoleView> list() {
        return roles.list();
    }

    /**
     * Creates a role. The role's name can not be changed later. The event {@code role-changed} is published.
     *
     * <p>Refused with {@code role-name-taken}, {@code role-built-in} when a built-in role has the name,
     * {@code unknown-permission}, {@code unknown-role} when one to include is missing, {@code cyclic-roles},
     * {@code roles-too-deep} when more than ten include one another in a row, {@code too-many-roles}, and
     * {@code rights-exceeded} when the role would give more than the caller has.
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createRole")
    @PostMapping
    ResponseEntity<RoleView> create(@Nullable IdempotencyKey key, @Valid @RequestBody CreateRoleRequest request) {
        RoleView role = idempotency.once(key, request, RoleView.class, () -> roles.create(request));
        return ResponseEntity.created(Location.below(role.name())).body(role);
    }

    /**
     * Shows a role. What the role gives through others changes without its revision. Refused with
     * {@code role-not-found}.
     *
     * @param name the role's name
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getRole")
    @GetMapping("/{name}")
    RoleView get(@PathVariable @RoleName String name) {
        return roles.get(name);
    }

    /**
     * Replaces a role. The body is the whole role; what is left out is removed. Whoever holds it has the new
     * permissions within about a second. The event {@code role-changed} is published.
     *
     * <p>Refused with {@code role-not-found}, {@code role-built-in}, {@code unknown-permission},
     * {@code unknown-role}, {@code cyclic-roles}, {@code roles-too-deep}, and {@code rights-exceeded} when the change
     * gives or takes a permission that the caller lacks.
     *
     * @param name the role's name
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceRole")
    @PutMapping("/{name}")
    RoleView change(@PathVariable @RoleName String name, Revision read, @Valid @RequestBody WriteRoleRequest request) {
        return roles.change(name, request, read);
    }

    /**
     * Deletes a role that nobody holds. A new role can have its name. The event {@code role-deleted} is published.
     * Refused with {@code role-not-found}, {@code role-built-in}, {@code role-in-use}, which tells who holds or
     * includes it, and {@code rights-exceeded} when the role gives more than the caller has.
     *
     * @param name the role's name
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deleteRole")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable @RoleName String name, Revision read) {
        roles.delete(name, read);
    }
}
