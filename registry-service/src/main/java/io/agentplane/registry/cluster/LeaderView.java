package io.agentplane.registry.cluster;

import java.time.Instant;
import java.util.UUID;

/**
 * Who leads a cluster.
 *
 * @param term to be shown with everything that the leader does as such
 * @param leaseUntil when it stops leading unless it renews before, by the database's clock
 * @param scores why it was elected
 */
record LeaderView(UUID agentId, long term, Instant leaseUntil, Scores scores) {}
