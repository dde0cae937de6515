package io.agentplane.policy.killswitch;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stops agents in an emergency, one or all of a namespace. A stopped agent is denied every action, is given no tasks,
 * and its calls are refused with {@code agent-killed}, all within about a second. A switch needs no {@code If-Match},
 * so that nobody has to read first.
 */
@Tag(name = "Kill switch")
@RestController
@RequestMapping("/kill-switch")
class KillSwitchController {

    private final KillSwitches switches;

    KillSwitchController(KillSwitches switches) {
        this.switches = switches;
    }

    /**
     * Lists the kill switches that are on. The switch for all agents comes first, then those of single agents by
     * their ids.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getKillSwitches")
    @GetMapping
    Page<KillSwitchView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return switches.list(Cursor.decode(cursor), limit);
    }

    /**
     * Stops all agents of the namespace. Every agent is stopped, also one that is registered later. The event
     * {@code kill-switch-changed} is published. Sent again, the agents stay stopped, the reason is replaced and the
     * event is published again.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "killAllAgents")
    @PutMapping
    KillSwitchView killAll(@Valid @RequestBody KillRequest request) {
        return switches.kill(null, request.reason());
    }

    /**
     * Lifts the kill switch for all agents. Agents that are stopped one by one stay so. The event
     * {@code kill-switch-changed} is published; when there is no such stop, nothing happens, so it can be sent again.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "releaseAllAgents")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void releaseAll() {
        switches.release(null);
    }

    /**
     * Stops an agent. The agent need not be registered. The event {@code kill-switch-changed} is published. Sent
     * again, the agent stays stopped, the reason is replaced and the event is published again.
     *
     * @param agentId the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "killAgent")
    @PutMapping("/{agentId}")
    KillSwitchView kill(@PathVariable UUID agentId, @Valid @RequestBody KillRequest request) {
        return switches.kill(agentId, request.reason());
    }

    /**
     * Lifts the kill switch for an agent. The agent stays stopped while all agents are. The event
     * {@code kill-switch-changed} is published; when the agent is not stopped, nothing happens, so it can be sent
     * again.
     *
     * @param agentId the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "releaseAgent")
    @DeleteMapping("/{agentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable UUID agentId) {
        switches.release(agentId);
    }
}
