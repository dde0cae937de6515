package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/role-bindings")
class RoleBindingController {

    private final RoleBindings bindings;

    RoleBindingController(RoleBindings bindings) {
        this.bindings = bindings;
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "listRoleBindings")
    @GetMapping
    Page<RoleBindingView> list(
            @RequestParam(required = false) @Nullable UUID principalId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return bindings.list(principalId, Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "bindRole")
    @PutMapping
    ResponseEntity<RoleBindingView> bind(@Valid @RequestBody RoleBindingRequest binding) throws Exception {
        String namespace = namespace(binding.namespace());
        RoleBindingView bound = Namespace.in(namespace, () -> bindings.bind(binding.principalId(), binding.role()));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LOCATION, location(binding, namespace))
                .body(bound);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "unbindRole")
    @DeleteMapping
    ResponseEntity<Void> unbind(@Valid @RequestBody RoleBindingRequest binding) {
        String namespace = namespace(binding.namespace());
        Namespace.run(namespace, () -> bindings.unbind(binding.principalId(), binding.role()));
        return ResponseEntity.noContent()
                .header(HttpHeaders.CONTENT_LOCATION, location(binding, namespace))
                .build();
    }

    /** Which role of whom it is, for those who see no body, such as the audit log. */
    private static String location(RoleBindingRequest binding, String namespace) {
        return Location.of(
                        "/role-bindings?principalId={principal}&role={role}&namespace={namespace}",
                        binding.principalId(),
                        binding.role(),
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
        throw AccessProblem.NAMESPACE_NOT_FOUND.because("There is no such namespace for you");
    }
}
