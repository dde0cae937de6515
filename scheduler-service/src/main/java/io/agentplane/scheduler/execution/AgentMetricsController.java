package io.agentplane.scheduler.execution;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.scheduler.fleet.Figures;
import io.agentplane.scheduler.fleet.Fleet;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How much work an agent has, and how well it has done so far. Assignments go by these figures. */
@RestController
@Tag(name = "Agent metrics")
class AgentMetricsController {

    private final Fleet fleet;
    private final LeaseQueries queries;

    AgentMetricsController(Fleet fleet, LeaseQueries queries) {
        this.fleet = fleet;
        this.queries = queries;
    }

    /**
     * Shows an agent's load and success. The figures count all that the agent did since it was registered, up to this moment.
     * Refused with {@code agent-not-found} when the namespace has no such agent; a new one is known here a moment after it was
     * registered.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgentMetrics")
    @GetMapping("/agents/{id}/metrics")
    AgentMetricsView metrics(@PathVariable UUID id) {
        Figures figures = fleet.figures(id);
        return new AgentMetricsView(
                id,
                queries.load(id, Namespace.current()),
                figures.claimed(),
                figures.completed(),
                figures.failed(),
                figures.successRate(),
                figures.averageResponseTime());
    }
}
