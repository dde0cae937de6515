package io.agentplane.registry.health;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentInstances;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.DegradationCause;
import io.agentplane.registry.agent.InstanceStatus;
import io.agentplane.registry.health.HealthQueries.Watched;
import io.agentplane.registry.shard.ShardLeases;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Degrades agents that have fallen silent, and marks the silent among the instances of those that have not. Each replica
 * does so for its shards, in transactions of a few agents each, and each of these makes sure that the shard is still its.
 */
@Component
class SilenceWatch {

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);
    private static final int TOGETHER = 50;

    private final ShardLeases shards;
    private final HealthQueries queries;
    private final AgentLifecycle lifecycle;
    private final AgentInstances instances;
    private final TransactionOperations transaction;
    private final HealthSettings settings;

    SilenceWatch(
            ShardLeases shards,
            HealthQueries queries,
            AgentLifecycle lifecycle,
            AgentInstances instances,
            TransactionOperations transaction,
            HealthSettings settings) {
        this.shards = shards;
        this.queries = queries;
        this.lifecycle = lifecycle;
        this.instances = instances;
        this.transaction = transaction;
        this.settings = settings;
    }

    void sweep() {
        Set<Integer> held = shards.held();
        if (held.isEmpty()) {
            return;
        }
        for (List<Watched> group :
                groups(queries.silentAgents(held, settings.degradedAfter(), settings.sweepLimit()))) {
            if (!write(group.getFirst(), status -> degrade(group))) {
                group.forEach(one -> write(one, status -> degrade(List.of(one))));
            }
        }
        for (Watched silent : queries.silentInstances(held, settings.degradedAfter(), settings.sweepLimit())) {
            write(silent, status -> mark(silent, status));
        }
    }

    /** A few agents of one shard and namespace each. */
    private static Collection<List<Watched>> groups(List<Watched> silent) {
        Map<Object, List<Watched>> groups = silent.stream()
                .collect(Collectors.groupingBy(
                        agent -> List.of(agent.shard(), agent.namespace()), LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream()
                .flatMap(group -> Chunks.of(group, TOGETHER).stream())
                .toList();
    }

    /** False when it failed. What can't be written must not keep the rest from it; without a database the round ends. */
    private boolean write(Watched one, Consumer<TransactionStatus> work) {
        try {
            Namespace.run(
                    one.namespace(),
                    () -> transaction.executeWithoutResult(status -> {
                        if (shards.lock(one.shard())) {
                            work.accept(status);
                        }
                    }));
            return true;
        } catch (CannotCreateTransactionException away) {
            throw away;
        } catch (RuntimeException failed) {
            log.warn("The silence of agent {} or others could not be written down", one.agentId(), failed);
            return false;
        }
    }

    private void degrade(List<Watched> group) {
        List<Watched> still =
                queries.silentAmong(group.stream().map(Watched::agentId).toList(), settings.degradedAfter());
        still.forEach(agent -> lifecycle.degrade(agent.agentId(), DegradationCause.SILENCE, reason(agent)));
    }

    private void mark(Watched silent, TransactionStatus status) {
        var instance = Objects.requireNonNull(silent.instanceId());
        boolean marked = instances.mark(silent.agentId(), instance, InstanceStatus.UNHEALTHY, reason(silent))
                && queries.markSilent(instance, silent.allowed());
        if (!marked) {
            status.setRollbackOnly();
        }
    }

    private static String reason(Watched silent) {
        return "No heartbeat for more than " + silent.allowed();
    }
}
