package io.agentplane.registry.shard;

/**
 * How many shards a replica should hold: all shards divided by the living replicas, the rest one each to the first.
 *
 * @param rank the replica's place among the living ones, from 0
 * @param replicas the living ones
 */
record ShardShare(int rank, int replicas) {

    static final int SHARDS = 64;

    int shards() {
        return SHARDS / replicas + (rank < SHARDS % replicas ? 1 : 0);
    }
}
