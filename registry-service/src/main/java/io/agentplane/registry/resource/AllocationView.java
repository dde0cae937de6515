package io.agentplane.registry.resource;

import io.agentplane.registry.resource.Allocator.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent was granted out of a pool.
 *
 * @param id the allocation's id
 * @param agentId the id of the agent that uses it
 * @param cpu cores, exact to a thousandth
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 * @param parts whose contributions it is taken from; they add up to the whole
 * @param grantedAt when it was granted
 * @param expiresAt when it is released by itself; absent when it never is
 */
record AllocationView(
        UUID id,
        UUID agentId,
        BigDecimal cpu,
        long memory,
        long storage,
        long bandwidth,
        List<PartView> parts,
        Instant grantedAt,
        @Nullable Instant expiresAt) {

    static AllocationView of(UUID id, UUID agentId, List<Part> parts, Instant grantedAt, @Nullable Instant expiresAt) {
        Amounts whole = parts.stream().map(Part::amounts).reduce(Amounts.NONE, Amounts::plus);
        return new AllocationView(
                id,
                agentId,
                Capacity.cores(whole.cpuMillis()),
                whole.memory(),
                whole.storage(),
                whole.bandwidth(),
                parts.stream().map(PartView::of).toList(),
                grantedAt,
                expiresAt);
    }

    /**
     * The part of an allocation that is taken from one agent's contribution.
     *
     * @param agentId the id of the agent that contributes it
     * @param cpu cores, exact to a thousandth
     * @param memory bytes
     * @param storage bytes
     * @param bandwidth bits per second
     */
    record PartView(UUID agentId, BigDecimal cpu, long memory, long storage, long bandwidth) {

        static PartView of(Part part) {
            Amounts amounts = part.amounts();
            return new PartView(
                    part.agentId(),
                    Capacity.cores(amounts.cpuMillis()),
                    amounts.memory(),
                    amounts.storage(),
                    amounts.bandwidth());
        }
    }
}
