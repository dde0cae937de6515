package io.agentplane.registry.shard;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent is watched.
 *
 * @param agentId the agent's id
 * @param shard the number of its shard, from 0 to 63
 * @param holder the id of the registry's replica that watches the shard; absent for a moment while none does
 * @param leaseUntil until when the replica holds the shard unless it renews that; absent without one
 */
record ShardRoute(
        UUID agentId,
        int shard,
        @Nullable UUID holder,
        @Nullable Instant leaseUntil) {}
