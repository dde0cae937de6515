package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentEvent.AgentDegraded;
import io.agentplane.registry.agent.AgentEvent.AgentRecovered;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts who goes and who comes back: {@code agentplane.registry.agents.degraded} and {@code .recovered}. */
@Component
class HealthMetrics {

    private final Counter degraded;
    private final Counter recovered;

    HealthMetrics(MeterRegistry metrics) {
        degraded = metrics.counter("agentplane.registry.agents.degraded");
        recovered = metrics.counter("agentplane.registry.agents.recovered");
    }

    @TransactionalEventListener
    void on(AgentDegraded event) {
        degraded.increment();
    }

    @TransactionalEventListener
    void on(AgentRecovered event) {
        recovered.increment();
    }
}
