package io.agentplane.registry.resource;

import io.agentplane.platform.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Closes every change of a locked pool: withdraws what nobody uses any more, writes the ledger, counts the revision and
 * tells others, all in the transaction of the change.
 */
@Component
class PoolBook {

    private final PoolQueries pools;
    private final ContributionQueries contributions;
    private final AllocationQueries allocations;
    private final LedgerQueries ledger;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    PoolBook(
            PoolQueries pools,
            ContributionQueries contributions,
            AllocationQueries allocations,
            LedgerQueries ledger,
            Outbox outbox,
            MeterRegistry metrics) {
        this.pools = pools;
        this.contributions = contributions;
        this.allocations = allocations;
        this.ledger = ledger;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** Takes allocations back; the entries that tell of it, none for those that were gone already. */
    List<LedgerEntry> release(Pool pool, List<UUID> ids, LedgerEntryType type) {
        return allocations.release(pool, ids).stream()
                .map(released -> released.entry(type))
                .toList();
    }

    /**
     * Enters what has happened.
     *
     * @param actor who asked for it; null when nobody did
     */
    void enter(Pool pool, List<LedgerEntry> happened, @Nullable String actor) {
        List<LedgerEntry> entries = new ArrayList<>(happened);
        for (Contribution gone : contributions.removeWithdrawn(pool)) {
            entries.add(LedgerEntry.ofContribution(
                    LedgerEntryType.WITHDRAWN, gone.agentId(), gone.amounts().negated()));
        }
        if (entries.isEmpty()) {
            return;
        }
        ledger.add(pool, entries, actor);
        outbox.store(List.of(new ResourcePoolChanged(pools.changed(pool), pool.namespace())));
        countAfterCommit(entries);
    }

    private void countAfterCommit(List<LedgerEntry> entries) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                entries.stream()
                        .filter(entry -> entry.allocationId() != null)
                        .map(entry -> new Counted(entry.type(), entry.allocationId()))
                        .distinct()
                        .forEach(counted -> count(counted.type().name().toLowerCase(Locale.ROOT)));
            }
        });
    }

    /** Counts a request that nothing was granted for. */
    void countRefused() {
        count("refused");
    }

    private void count(String outcome) {
        metrics.counter("agentplane.registry.resource.allocations", "outcome", outcome)
                .increment();
    }

    private record Counted(LedgerEntryType type, @Nullable UUID allocationId) {}
}
