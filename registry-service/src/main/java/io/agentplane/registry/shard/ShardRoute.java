package io.agentplane.registry.shard;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent is watched.
 *
 * @param holder the registry replica that does it; absent for a moment while nobody does
 * @param leaseUntil until when, unless the holder renews it
 */
record ShardRoute(
        UUID agentId,
        int shard,
        @Nullable UUID holder,
        @Nullable Instant leaseUntil) {}
