package io.agentplane.registry.resource;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What an agent contributes to a pool.
 *
 * @param agentId the agent's id
 * @param cpu cores, exact to a thousandth
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 * @param used how much of it is allocated
 * @param withdrawing whether the agent has gone out of work, so that its contribution goes as soon as nobody uses it
 * @param revision counts the changes of what it contributes, from 1; it is the contribution's {@code ETag}
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
