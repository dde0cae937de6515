package io.agentplane.registry.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a pool's ledger. An allocation that is taken from several contributions has a line for each.
 *
 * @param sequence grows within a pool, not without gaps
 * @param agentId the contributor
 * @param consumerId who has the allocation, if it is about one
 * @param cpu the change: of the contribution if there is no allocation, else of what is used of it; less is negative
 * @param actor the principal who asked for it; absent when the registry did it by itself
 */
record LedgerEntryView(
        long sequence,
        LedgerEntryType type,
        Instant at,
        UUID agentId,
        @Nullable UUID consumerId,
        @Nullable UUID allocationId,
        BigDecimal cpu,
        long memory,
        long storage,
        long bandwidth,
        @Nullable String actor) {}
