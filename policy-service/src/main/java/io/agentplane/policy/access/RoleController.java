package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/roles")
class RoleController {

    private final RoleBook roles;
    private final Idempotency idempotency;

    RoleController(RoleBook roles, Idempotency idempotency) {
        this.roles = roles;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listRoles")
    @GetMapping
    Page<RoleView> list() {
        return roles.list();
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createRole")
    @PostMapping
    ResponseEntity<RoleView> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody CreateRoleRequest request) {
        RoleView role = idempotency.once(key, request, RoleView.class, () -> roles.create(request));
        return tagged(ResponseEntity.created(Location.below(role.name())), role);
    }

    /** Without an ETag, which would not cover what the role gives through others; the revision is in the body. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getRole")
    @GetMapping("/{name}")
    ResponseEntity<RoleView> get(@PathVariable @Size(max = 100) String name) {
        return ResponseEntity.ok(roles.get(name));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceRole")
    @PutMapping("/{name}")
    ResponseEntity<RoleView> change(
            @PathVariable @Size(max = 100) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteRoleRequest request) {
        return tagged(ResponseEntity.ok(), roles.change(name, request, Revision.ifMatch(ifMatch)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deleteRole")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable @Size(max = 100) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        roles.delete(name, Revision.ifMatch(ifMatch));
    }

    private static ResponseEntity<RoleView> tagged(ResponseEntity.BodyBuilder answer, RoleView role) {
        return role.revision() == null
                ? answer.body(role)
                : answer.eTag(Revision.eTag(role.revision())).body(role);
    }
}
