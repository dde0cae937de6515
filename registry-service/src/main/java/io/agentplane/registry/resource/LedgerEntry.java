package io.agentplane.registry.resource;

import io.agentplane.registry.resource.Allocator.Part;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a pool's ledger, about one contribution.
 *
 * @param agentId the contributor
 * @param consumerId who has the allocation, if it is about one
 * @param change of what is contributed, or of what is used of it; less is negative
 */
record LedgerEntry(
        LedgerEntryType type,
        UUID agentId,
        @Nullable UUID consumerId,
        @Nullable UUID allocationId,
        Amounts change) {

    static LedgerEntry ofContribution(LedgerEntryType type, UUID agentId, Amounts change) {
        return new LedgerEntry(type, agentId, null, null, change);
    }

    static LedgerEntry granted(UUID consumerId, UUID allocationId, Part part) {
        return new LedgerEntry(LedgerEntryType.GRANTED, part.agentId(), consumerId, allocationId, part.amounts());
    }
}
