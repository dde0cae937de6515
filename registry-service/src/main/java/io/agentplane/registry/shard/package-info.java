/**
 * Splits the agents over 64 shards and the shards over the living replicas, so that each agent is watched by exactly one
 * of them. A replica that joins gets its share, one that leaves hands its shards over, one that dies loses them with its
 * lease. Who writes on behalf of a shard locks its lease in the same transaction.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.registry.shard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
