package io.agentplane.registry.resource;

import io.agentplane.registry.resource.Allocator.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was granted to an agent.
 *
 * @param agentId the agent that uses it
 * @param parts whose contributions it is taken from; they sum up to the whole
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

    /** What is taken from one agent's contribution. */
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
