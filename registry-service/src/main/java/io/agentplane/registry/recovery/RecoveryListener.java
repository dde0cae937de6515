package io.agentplane.registry.recovery;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.registry.agent.AgentEvent.AgentActivated;
import io.agentplane.registry.agent.AgentEvent.AgentDeactivated;
import io.agentplane.registry.agent.AgentEvent.AgentDegraded;
import io.agentplane.registry.agent.AgentEvent.AgentRecovered;
import io.agentplane.registry.agent.AgentView;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Begins and ends recoveries in the transactions in which agents are degraded and come back. */
@Component
class RecoveryListener {

    static final String SIGNAL = "recovery";

    private final RecoveryQueries queries;
    private final DatabaseSignals signals;

    RecoveryListener(RecoveryQueries queries, DatabaseSignals signals) {
        this.queries = queries;
        this.signals = signals;
    }

    @EventListener
    void on(AgentDegraded event) {
        AgentView agent = event.state();
        queries.begin(agent.id(), event.namespace(), Objects.requireNonNullElse(agent.statusReason(), ""));
        signals.ring(SIGNAL, "");
    }

    @EventListener
    void on(AgentRecovered event) {
        queries.end(event.state().id(), RecoveryStatus.RECOVERED);
    }

    @EventListener
    void on(AgentActivated event) {
        queries.end(event.state().id(), RecoveryStatus.RECOVERED);
    }

    @EventListener
    void on(AgentDeactivated event) {
        queries.end(event.state().id(), RecoveryStatus.CALLED_OFF);
    }
}
