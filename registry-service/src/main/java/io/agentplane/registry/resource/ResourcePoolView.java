package io.agentplane.registry.resource;

import java.util.UUID;

/**
 * A pool as the world sees it.
 *
 * @param contributed by all its contributors together
 * @param used of that
 * @param free what can still be granted; nothing of a contribution that is being withdrawn
 * @param revision counts the changes of the pool, grants and releases among them
 */
record ResourcePoolView(
        UUID id, String name, Capacity contributed, Capacity used, Capacity free, int contributors, long revision) {}
