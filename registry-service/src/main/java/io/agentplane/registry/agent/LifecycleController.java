package io.agentplane.registry.agent;

import static io.agentplane.registry.agent.AgentController.answer;

import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents/{id}")
class LifecycleController {

    private final AgentLifecycle lifecycle;

    LifecycleController(AgentLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @PostMapping("/activate")
    ResponseEntity<AgentView> activate(@PathVariable UUID id) {
        return answer(lifecycle.activate(id));
    }

    @PostMapping("/deactivate")
    ResponseEntity<AgentView> deactivate(@PathVariable UUID id, @Valid @RequestBody DeactivateAgentRequest request) {
        return answer(lifecycle.deactivate(id, request.reason()));
    }

    @PostMapping("/drain")
    ResponseEntity<AgentView> drain(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DrainAgentRequest request) {
        return answer(lifecycle.drain(id, request == null ? null : request.timeout()));
    }

    @PostMapping("/decommission")
    ResponseEntity<AgentView> decommission(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DecommissionAgentRequest request) {
        return answer(lifecycle.decommission(id, request == null ? null : request.reason()));
    }

    /** The same as a decommission without a reason. */
    @DeleteMapping
    ResponseEntity<AgentView> delete(@PathVariable UUID id) {
        return answer(lifecycle.decommission(id, null));
    }
}
