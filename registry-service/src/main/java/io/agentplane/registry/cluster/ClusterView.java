package io.agentplane.registry.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group of agents with a leader.
 *
 * @param id the cluster's id
 * @param name the cluster's name
 * @param purpose what the cluster is for, for people; may be empty
 * @param leaseDuration how long a leader leads without renewing, as an ISO 8601 duration such as {@code PT15S}
 * @param memberIds the agents in it, in the order of their ids
 * @param leaderId the agent that was elected last; absent once its lease is known to be over
 * @param term the number of the latest election, 0 before the first
 * @param createdAt when it was formed
 * @param dissolvedAt when it was dissolved; only in its last event
 * @param revision counts the changes of the cluster, from 1; it is the cluster's {@code ETag}. Renewals of the lease
 *     don't count
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
