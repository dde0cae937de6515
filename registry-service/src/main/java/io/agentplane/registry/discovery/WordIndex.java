package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentEvent.AgentChanged;
import io.agentplane.registry.agent.AgentEvent.AgentRegistered;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.discovery.DiscoveryQueries.Described;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the words that agents are found by, in the transaction in which they are described. */
@Component
class WordIndex {

    private static final int BATCH = 500;

    private final DiscoveryQueries queries;
    private final TransactionOperations transaction;

    WordIndex(DiscoveryQueries queries, TransactionOperations transaction) {
        this.queries = queries;
        this.transaction = transaction;
    }

    @EventListener
    void on(AgentRegistered event) {
        index(event.state());
    }

    @EventListener
    void on(AgentChanged event) {
        index(event.state());
    }

    private void index(AgentView agent) {
        index(new Described(agent.id(), agent.name(), agent.description()));
    }

    private void index(Described agent) {
        queries.index(agent.id(), Words.of(agent.name() + " " + agent.description()));
    }

    /** Those whom an earlier release has registered, of all namespaces. */
    void catchUp() {
        int caught = BATCH;
        while (caught == BATCH) {
            caught = transaction.execute(status -> {
                List<Described> agents = queries.withoutWords(BATCH);
                agents.forEach(this::index);
                return agents.size();
            });
        }
    }
}
