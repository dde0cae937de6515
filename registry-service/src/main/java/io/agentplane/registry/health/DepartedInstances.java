package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentEvent.AgentChanged;
import io.agentplane.registry.agent.AgentEvent.AgentInstancesChanged;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.agent.AgentView.InstanceView;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets the heartbeats of instances together with them. */
@Component
class DepartedInstances {

    private final HealthQueries queries;

    DepartedInstances(HealthQueries queries) {
        this.queries = queries;
    }

    @EventListener
    void on(AgentInstancesChanged event) {
        keep(event.state());
    }

    @EventListener
    void on(AgentChanged event) {
        keep(event.state());
    }

    private void keep(AgentView agent) {
        queries.keepInstances(
                agent.id(), agent.instances().stream().map(InstanceView::id).toList());
    }
}
