package io.agentplane.registry.shard;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the agents.
 *
 * @param holder the registry replica that watches them; absent for a moment while nobody does
 * @param leaseUntil until when, unless the holder renews it
 * @param agents of the caller's namespace in this shard, without the decommissioned
 * @param capacity how many agents of one namespace the shard is meant for
 * @param loadFactor agents by capacity
 */
record ShardView(
        int shard, @Nullable UUID holder, @Nullable Instant leaseUntil, long agents, int capacity, double loadFactor) {}
