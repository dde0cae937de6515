package io.agentplane.registry.resource;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What an agent puts into a pool.
 *
 * @param used how much of it is allocated
 * @param withdrawing the agent has left, and the contribution goes as soon as it is unused
 * @param revision counts the changes of what is put in; served as its ETag
 */
record ContributionView(
        UUID agentId,
        BigDecimal cpu,
        long memory,
        long storage,
        long bandwidth,
        Capacity used,
        boolean withdrawing,
        long revision) {}
