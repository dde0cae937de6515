package io.agentplane.registry.recovery;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.registry.agent.AgentRegistry;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the registry does for an agent that is degraded: its tasks go to others, its backup is activated, it leaves its
 * clusters, and it is tried a few times whether it is back.
 */
@Tag(name = "Recovery")
@RestController
class RecoveryController {

    private final AgentRegistry registry;
    private final RecoveryQueries queries;

    RecoveryController(AgentRegistry registry, RecoveryQueries queries) {
        this.registry = registry;
        this.queries = queries;
    }

    /**
     * Shows the latest recovery of an agent. One begins each time the agent becomes {@code DEGRADED}. Refused with
     * {@code agent-not-found}, and with {@code recovery-not-found} when the agent was never degraded.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getRecovery")
    @GetMapping("/agents/{id}/recovery")
    RecoveryView recovery(@PathVariable UUID id) {
        UUID known = registry.get(id).id();
        return queries.find(known)
                .orElseThrow(() -> RecoveryProblem.RECOVERY_NOT_FOUND.because(
                        "The agent was never degraded, so it has no recovery"));
    }
}
