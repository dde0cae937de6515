package io.agentplane.registry.shard;

import java.util.List;

/** All shards, always 64 of them. */
record ShardList(List<ShardView> items) {}
