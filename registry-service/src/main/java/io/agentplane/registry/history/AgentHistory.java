package io.agentplane.registry.history;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.registry.agent.AgentEvent;
import io.agentplane.registry.agent.AgentRegistry;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened to each agent of the present namespace, written in the transaction in which it happened. */
@Service
class AgentHistory {

    static final String SIGNAL = "agent-history";

    private static final String THE_REGISTRY_ITSELF = "agentplane";

    private final HistoryQueries queries;
    private final AgentRegistry registry;
    private final Pages pages;
    private final DatabaseSignals signals;
    private final Clock clock;

    AgentHistory(HistoryQueries queries, AgentRegistry registry, Pages pages, DatabaseSignals signals, Clock clock) {
        this.queries = queries;
        this.registry = registry;
        this.pages = pages;
        this.signals = signals;
        this.clock = clock;
    }

    @EventListener
    void add(AgentEvent event) {
        queries.add(event, Caller.find().map(Caller::name).orElse(THE_REGISTRY_ITSELF), clock.instant());
        signals.ring(SIGNAL, "");
    }

    /** Oldest first, from behind an entry's number. */
    @Transactional(readOnly = true)
    Page<HistoryEntryView> entries(UUID agentId, @Nullable Long after, int limit) {
        registry.get(agentId);
        return pages.fill(
                queries.entries(agentId, after == null ? 0 : after, limit),
                limit,
                entry -> Long.toString(entry.number()));
    }
}
