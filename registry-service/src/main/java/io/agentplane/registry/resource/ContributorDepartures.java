package io.agentplane.registry.resource;

import io.agentplane.registry.agent.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Settles with agents that go out of work, in the transaction in which they go: what they use is released, what they put
 * in is withdrawn as far as nobody uses it, and the rest is withdrawn as soon as it is released.
 */
@Component
class ContributorDepartures {

    private final PoolQueries pools;
    private final ContributionQueries contributions;
    private final AllocationQueries allocations;
    private final PoolBook book;
    private final Participants participants;

    ContributorDepartures(
            PoolQueries pools,
            ContributionQueries contributions,
            AllocationQueries allocations,
            PoolBook book,
            Participants participants) {
        this.pools = pools;
        this.contributions = contributions;
        this.allocations = allocations;
        this.book = book;
        this.participants = participants;
    }

    @EventListener
    void on(AgentEvent event) {
        if (Participants.hasLeft(event.state().status())) {
            UUID agentId = event.state().id();
            participants.lockOut(agentId);
            pools.lockThoseOf(agentId, event.namespace()).forEach(pool -> settle(pool, agentId));
        }
    }

    private void settle(Pool pool, UUID agentId) {
        List<LedgerEntry> entries =
                new ArrayList<>(book.release(pool, allocations.ofConsumer(pool, agentId), LedgerEntryType.RELEASED));
        if (contributions.markWithdrawing(pool, agentId)) {
            entries.add(LedgerEntry.ofContribution(LedgerEntryType.WITHDRAWING, agentId, Amounts.NONE));
        }
        book.enter(pool, entries, null);
    }
}
