package io.agentplane.registry.cluster;

import io.agentplane.registry.agent.AgentEvent;
import io.agentplane.registry.agent.AgentEvent.AgentActivated;
import io.agentplane.registry.agent.AgentEvent.AgentRecovered;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes agents that go out of work out of their clusters, and has those that come to work elected where nobody leads; each
 * in the transaction in which it happens.
 */
@Component
class MemberLives {

    private final Clusters clusters;

    MemberLives(Clusters clusters) {
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

    @EventListener
    void on(AgentActivated event) {
        clusters.callElections(event.state().id());
    }

    @EventListener
    void on(AgentRecovered event) {
        clusters.callElections(event.state().id());
    }
}
