package io.agentplane.registry.resource;

import io.agentplane.platform.web.Page;
import java.util.UUID;

/**
 * A pool with its accounts.
 *
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
