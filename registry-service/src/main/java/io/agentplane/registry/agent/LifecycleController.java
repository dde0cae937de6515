package io.agentplane.registry.agent;

import static io.agentplane.registry.agent.AgentController.answer;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.registry.work.WorkBook;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents/{id}")
class LifecycleController {

    private static final Duration OF_LATE = Duration.ofDays(7);
    private static final int MAX_CONSUMERS = 50;

    private final AgentLifecycle lifecycle;
    private final AgentRegistry registry;
    private final WorkBook work;
    private final Clock clock;

    LifecycleController(AgentLifecycle lifecycle, AgentRegistry registry, WorkBook work, Clock clock) {
        this.lifecycle = lifecycle;
        this.registry = registry;
        this.work = work;
        this.clock = clock;
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.SELF, action = "activateAgent", agent = "id")
    @PostMapping("/activate")
    ResponseEntity<AgentView> activate(@PathVariable UUID id) {
        return answer(lifecycle.activate(id));
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "deactivateAgent", agent = "id")
    @PostMapping("/deactivate")
    ResponseEntity<AgentView> deactivate(@PathVariable UUID id, @Valid @RequestBody DeactivateAgentRequest request) {
        return answer(lifecycle.deactivate(id, request.reason()));
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "drainAgent", agent = "id")
    @PostMapping("/drain")
    ResponseEntity<AgentView> drain(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DrainAgentRequest request) {
        return answer(lifecycle.drain(id, request == null ? null : request.timeout()));
    }

    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "decommissionAgent")
    @PostMapping("/decommission")
    ResponseEntity<AgentView> decommission(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DecommissionAgentRequest request) {
        return answer(lifecycle.decommission(id, request == null ? null : request.reason()));
    }

    /** Who would miss the agent; changes nothing. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "previewDecommission")
    @GetMapping("/decommission")
    DecommissionPreview previewDecommission(@PathVariable UUID id) {
        AgentStatus status = registry.get(id).status();
        return new DecommissionPreview(
                status,
                status.canBecome(AgentStatus.DECOMMISSIONED),
                work.openTasks(List.of(id)).getOrDefault(id, 0),
                work.consumers(id, clock.instant().minus(OF_LATE), MAX_CONSUMERS));
    }

    /** The same as a decommission without a reason. */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "deleteAgent")
    @DeleteMapping
    ResponseEntity<AgentView> delete(@PathVariable UUID id) {
        return answer(lifecycle.decommission(id, null));
    }
}
