package io.agentplane.registry.resource;

import java.util.UUID;

/** What an agent puts into a pool, and how much of that is allocated. Read under the pool's lock it stays so. */
record Contribution(UUID agentId, Amounts amounts, Amounts used, boolean withdrawing, long revision) {

    Amounts free() {
        return amounts.minus(used);
    }

    boolean isUsed() {
        return !used.isNothing();
    }

    ContributionView view() {
        return new ContributionView(
                agentId,
                Capacity.cores(amounts.cpuMillis()),
                amounts.memory(),
                amounts.storage(),
                amounts.bandwidth(),
                Capacity.of(used),
                withdrawing,
                revision);
    }
}
