package io.agentplane.registry.resource;

import java.util.UUID;

/**
 * A resource pool and what is in it.
 *
 * @param id the pool's id
 * @param name the pool's name
 * @param contributed what all agents contribute together
 * @param used how much of that is allocated
 * @param free what can still be granted, which is nothing of a contribution that is being withdrawn
 * @param contributors how many agents contribute
 * @param revision counts the changes of the pool, allocations and releases among them
 */
record ResourcePoolView(
        UUID id, String name, Capacity contributed, Capacity used, Capacity free, int contributors, long revision) {}
