package io.agentplane.registry.cluster;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time of leadership.
 *
 * @param until when it ended, or will without renewal
 * @param endedBecause {@code expired}, {@code forced}, or why the leader left the cluster; absent while it holds
 */
record LeadershipView(
        long term,
        UUID agentId,
        Instant from,
        Instant until,
        @Nullable String endedBecause,
        Scores scores) {}
