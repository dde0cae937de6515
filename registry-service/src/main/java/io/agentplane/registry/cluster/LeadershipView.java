package io.agentplane.registry.cluster;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time in which an agent led a cluster.
 *
 * @param term the number of its election
 * @param agentId the leader's id
 * @param from when it was elected
 * @param until when its lease ended, or ends unless it is renewed
 * @param endedBecause {@code expired} when it was not renewed, {@code forced} when another election was asked for, else
 *     why the leader left the cluster; absent while the lease holds
 * @param scores why it was elected
 */
record LeadershipView(
        long term,
        UUID agentId,
        Instant from,
        Instant until,
        @Nullable String endedBecause,
        Scores scores) {}
