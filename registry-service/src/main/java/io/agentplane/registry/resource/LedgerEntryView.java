package io.agentplane.registry.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a pool's ledger. An allocation that is taken from several contributions has an entry for each.
 *
 * @param sequence the entry's number, which grows within the pool, with gaps
 * @param type what happened: {@code CONTRIBUTED}, {@code CHANGED} or {@code WITHDRAWN} is about a contribution;
 *     {@code WITHDRAWING} when its agent has gone out of work and it is still in use; {@code GRANTED}, {@code RELEASED}
 *     or {@code EXPIRED} is about an allocation
 * @param at when it happened
 * @param agentId the id of the agent that contributes
 * @param consumerId the id of the agent that the allocation is for; absent where it is about none
 * @param allocationId the allocation's id; absent where it is about none
 * @param cpu by how many cores the contribution changes, or what is used of it where the entry is about an allocation;
 *     negative where it becomes less
 * @param memory the same in bytes
 * @param storage the same in bytes
 * @param bandwidth the same in bits per second
 * @param actor the principal who asked for it; absent where the registry did it by itself
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
