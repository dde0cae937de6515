package io.agentplane.registry.shard;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the agents, watched by one replica of the registry.
 *
 * @param shard the shard's number, from 0 to 63
 * @param holder the id of the registry's replica that watches it; absent for a moment while none does
 * @param leaseUntil until when the replica holds it unless it renews that; absent without one
 * @param agents how many agents of the namespace are in it, without the decommissioned
 * @param capacity how many agents of one namespace it is meant for
 * @param loadFactor {@code agents} divided by {@code capacity}
 */
record ShardView(
        int shard, @Nullable UUID holder, @Nullable Instant leaseUntil, long agents, int capacity, double loadFactor) {}
