package io.agentplane.registry.cluster;

import io.agentplane.registry.agent.AgentEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes agents that go out of work out of their clusters, in the transaction in which they go. */
@Component
class MemberDepartures {

    private final Clusters clusters;

    MemberDepartures(Clusters clusters) {
        this.clusters = clusters;
    }

    @EventListener
    void on(AgentEvent event) {
        switch (event.state().status()) {
            case INACTIVE -> clusters.removeFromAll(event.state().id(), "agent-deactivated");
            case DECOMMISSIONED -> clusters.removeFromAll(event.state().id(), "agent-decommissioned");
            case REGISTERED, ACTIVE, DEGRADED -> {}
        }
    }
}
