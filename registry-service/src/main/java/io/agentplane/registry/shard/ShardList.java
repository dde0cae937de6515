package io.agentplane.registry.shard;

import java.util.List;

/**
 * All shards, always 64.
 *
 * @param items the shards
 */
record ShardList(List<ShardView> items) {}
