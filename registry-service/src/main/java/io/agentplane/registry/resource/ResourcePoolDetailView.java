package io.agentplane.registry.resource;

import io.agentplane.platform.web.Page;
import java.util.UUID;

/**
 * A resource pool and the agents that take part in it.
 *
 * @param id the pool's id
 * @param name the pool's name
 * @param contributed what all agents contribute together
 * @param used how much of that is allocated
 * @param free what can still be granted, which is nothing of a contribution that is being withdrawn
 * @param contributors how many agents contribute
 * @param revision counts the changes of the pool, allocations and releases among them
 * @param agents one page of the agents that contribute or have an allocation
 */
record ResourcePoolDetailView(
        UUID id,
        String name,
        Capacity contributed,
        Capacity used,
        Capacity free,
        int contributors,
        long revision,
        Page<AccountView> agents) {

    static ResourcePoolDetailView of(ResourcePoolView pool, Page<AccountView> agents) {
        return new ResourcePoolDetailView(
                pool.id(),
                pool.name(),
                pool.contributed(),
                pool.used(),
                pool.free(),
                pool.contributors(),
                pool.revision(),
                agents);
    }
}
