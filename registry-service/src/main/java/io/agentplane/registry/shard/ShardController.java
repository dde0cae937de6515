package io.agentplane.registry.shard;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Namespace;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * How the agents are spread over the replicas of the registry: each agent belongs to one of 64 shards, and each shard
 * is held by one replica, which watches the agents in it.
 */
@Tag(name = "Shards")
@RestController
class ShardController {

    private final ShardQueries queries;
    private final ShardSettings settings;

    ShardController(ShardQueries queries, ShardSettings settings) {
        this.queries = queries;
        this.settings = settings;
    }

    /** Lists the shards. Each has the number of agents of the namespace that are in it. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listShards")
    @GetMapping("/shards")
    ShardList shards() {
        return new ShardList(queries.shards(Namespace.current()).stream()
                .map(row -> new ShardView(
                        row.shard(),
                        row.holder(),
                        row.leaseUntil(),
                        row.agents(),
                        settings.capacity(),
                        (double) row.agents() / settings.capacity()))
                .toList());
    }

    /**
     * Shows the shard that an agent belongs to. Refused with {@code agent-not-found} when the namespace has no such
     * agent.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getShardOfAgent")
    @GetMapping("/agents/{id}/shard")
    ShardRoute route(@PathVariable UUID id) {
        return queries.shardOf(id, Namespace.current())
                .map(row -> new ShardRoute(id, row.shard(), row.holder(), row.leaseUntil()))
                .orElseThrow(() -> ShardProblem.AGENT_NOT_FOUND.because("There is no agent with this id"));
    }
}
