package io.agentplane.registry.cluster;

import java.time.Instant;
import java.util.UUID;

/**
 * Who leads a cluster.
 *
 * @param agentId the leader's id
 * @param term the number of its election; to be given with all that it does as the leader
 * @param leaseUntil when it stops leading unless it renews its lease before
 * @param scores why it was elected
 */
record LeaderView(UUID agentId, long term, Instant leaseUntil, Scores scores) {}
