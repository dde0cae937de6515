package io.agentplane.policy.killswitch;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
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

/** Takes no If-Match: in an emergency nobody has to read first, and throwing a switch twice does no harm. */
@RestController
@RequestMapping("/kill-switch")
class KillSwitchController {

    private final KillSwitches switches;

    KillSwitchController(KillSwitches switches) {
        this.switches = switches;
    }

    /** The switches that are thrown at present. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getKillSwitches")
    @GetMapping
    Page<KillSwitchView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return switches.list(Cursor.decode(cursor), limit);
    }

    /** Stops all agents of the namespace. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "killAllAgents")
    @PutMapping
    KillSwitchView killAll(@Valid @RequestBody KillRequest request) {
        return switches.kill(null, request.reason());
    }

    /** Ends the stop of all; agents that are stopped by name stay so. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "releaseAllAgents")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void releaseAll() {
        switches.release(null);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "killAgent")
    @PutMapping("/{agentId}")
    KillSwitchView kill(@PathVariable UUID agentId, @Valid @RequestBody KillRequest request) {
        return switches.kill(agentId, request.reason());
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "releaseAgent")
    @DeleteMapping("/{agentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable UUID agentId) {
        switches.release(agentId);
    }
}
