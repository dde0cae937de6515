package io.agentplane.policy.permission;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Permissions of an agent's own bound what it may do at all, before any policy is asked. An agent without an entry is
 * bound by the policies alone.
 */
@Tag(name = "Agent permissions")
@RestController
@RequestMapping("/agents/{id}/permissions")
class AgentPermissionsController {

    private final AgentRights rights;

    AgentPermissionsController(AgentRights rights) {
        this.rights = rights;
    }

    /**
     * Shows the permissions of an agent. Policies may still deny what the permissions cover. Refused with
     * {@code agent-permissions-not-found} when the agent has none of its own.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgentPermissions")
    @GetMapping
    AgentPermissionsView get(@PathVariable UUID id) {
        return rights.get(id);
    }

    /**
     * Sets the permissions of an agent. The list replaces the one before; the agent need not be registered yet. From
     * then on the agent is denied everything that no pair covers, and what a pair covers is still asked of the
     * policies. It binds within a second. The event {@code agent-permissions-changed} is published.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setAgentPermissions")
    @PutMapping
    AgentPermissionsView change(
            @PathVariable UUID id, Revision read, @Valid @RequestBody WriteAgentPermissionsRequest request) {
        return rights.change(id, request, read);
    }

    /**
     * Removes the permissions of an agent. Policies alone bind the agent from then on, within a second. The event
     * {@code agent-permissions-changed} is published. Refused with {@code agent-permissions-not-found}.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "removeAgentPermissions")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Revision read) {
        rights.delete(id, read);
    }
}
