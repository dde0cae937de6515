package io.agentplane.registry.recovery;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.registry.agent.AgentRegistry;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RecoveryController {

    private final AgentRegistry registry;
    private final RecoveryQueries queries;

    RecoveryController(AgentRegistry registry, RecoveryQueries queries) {
        this.registry = registry;
        this.queries = queries;
    }

    /** The latest recovery of an agent. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getRecovery")
    @GetMapping("/agents/{id}/recovery")
    RecoveryView recovery(@PathVariable UUID id) {
        UUID known = registry.get(id).id();
        return queries.find(known)
                .orElseThrow(() -> RecoveryProblem.RECOVERY_NOT_FOUND.because(
                        "The agent was never degraded, so nothing was done"));
    }
}
