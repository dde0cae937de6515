package io.agentplane.scheduler.execution;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.scheduler.fleet.Figures;
import io.agentplane.scheduler.fleet.Fleet;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AgentMetricsController {

    private final Fleet fleet;
    private final LeaseQueries queries;

    AgentMetricsController(Fleet fleet, LeaseQueries queries) {
        this.fleet = fleet;
        this.queries = queries;
    }

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
