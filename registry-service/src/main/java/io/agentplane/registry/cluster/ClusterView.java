package io.agentplane.registry.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as the world sees it. How long the leader's lease holds is asked for apart: renewals are no change of the
 * cluster.
 *
 * @param leaseDuration how long a leader leads without renewing
 * @param memberIds in the order of their ids
 * @param leaderId who was elected last and has not been found to have lost its lease
 * @param term of the latest lease, 0 before the first
 * @param dissolvedAt in the last event of a cluster
 * @param revision counts the changes of the cluster; served as its ETag
 */
public record ClusterView(
        UUID id,
        String name,
        String purpose,
        Duration leaseDuration,
        List<UUID> memberIds,
        @Nullable UUID leaderId,
        long term,
        Instant createdAt,
        @Nullable Instant dissolvedAt,
        long revision) {

    static final int MAX_MEMBERS = 1000;

    ClusterView withMembers(List<UUID> newMembers) {
        return new ClusterView(
                id, name, purpose, leaseDuration, newMembers, leaderId, term, createdAt, dissolvedAt, revision + 1);
    }

    ClusterView withLeader(@Nullable UUID newLeader, long newTerm) {
        return new ClusterView(
                id, name, purpose, leaseDuration, memberIds, newLeader, newTerm, createdAt, dissolvedAt, revision + 1);
    }

    ClusterView dissolved(Instant at) {
        return new ClusterView(id, name, purpose, leaseDuration, List.of(), null, term, createdAt, at, revision + 1);
    }
}
