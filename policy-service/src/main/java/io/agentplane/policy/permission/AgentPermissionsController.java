package io.agentplane.policy.permission;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents/{id}/permissions")
class AgentPermissionsController {

    private final AgentRights rights;

    AgentPermissionsController(AgentRights rights) {
        this.rights = rights;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgentPermissions")
    @GetMapping
    ResponseEntity<AgentPermissionsView> get(@PathVariable UUID id) {
        return answer(rights.get(id));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setAgentPermissions")
    @PutMapping
    ResponseEntity<AgentPermissionsView> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteAgentPermissionsRequest request) {
        return answer(rights.change(id, request, Revision.ifMatch(ifMatch)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "removeAgentPermissions")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rights.delete(id, Revision.ifMatch(ifMatch));
    }

    private static ResponseEntity<AgentPermissionsView> answer(AgentPermissionsView permissions) {
        return ResponseEntity.ok().eTag(Revision.eTag(permissions.revision())).body(permissions);
    }
}
