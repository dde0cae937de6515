package io.agentplane.registry.health;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentInstances;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.DegradationCause;
import io.agentplane.registry.agent.Heartbeat;
import io.agentplane.registry.agent.InstanceStatus;
import io.agentplane.registry.health.HealthQueries.Watched;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes back who was given up for silent and is heard of again. Many may come back at once, so it happens beside the
 * writing of heartbeats; whom a stop leaves over is found again at the next heartbeat.
 */
@Component
class Returns {

    private static final Logger log = LoggerFactory.getLogger(Returns.class);
    private static final int TOGETHER = 50;

    private final HealthQueries queries;
    private final AgentLifecycle lifecycle;
    private final AgentInstances instances;
    private final TransactionOperations transaction;
    private final Set<Watched> returning = ConcurrentHashMap.newKeySet();

    Returns(
            HealthQueries queries,
            AgentLifecycle lifecycle,
            AgentInstances instances,
            TransactionOperations transaction) {
        this.queries = queries;
        this.lifecycle = lifecycle;
        this.instances = instances;
        this.transaction = transaction;
    }

    /** Looks whom these heartbeats bring back; one query for all of them. */
    void lookAt(Collection<Heartbeat> heard) {
        List<UUID> itsInstances = heard.stream()
                .map(Heartbeat::instanceId)
                .filter(Objects::nonNull)
                .toList();
        returning.addAll(
                queries.returning(heard.stream().map(Heartbeat::agentId).toList(), itsInstances));
    }

    /** Takes back all that are known to return, some in each transaction; while the database is away they wait. */
    void takeBack() {
        List<Watched> due = List.copyOf(returning);
        if (due.isEmpty()) {
            return;
        }
        due.stream()
                .sorted(Comparator.comparing(Watched::agentId))
                .collect(Collectors.groupingBy(Watched::namespace))
                .forEach((namespace, ofNamespace) ->
                        Chunks.of(ofNamespace, TOGETHER).forEach(chunk -> takeBack(namespace, chunk)));
    }

    private void takeBack(String namespace, List<Watched> chunk) {
        try {
            Namespace.run(namespace, () -> transaction.executeWithoutResult(status -> chunk.forEach(this::takeBack)));
            chunk.forEach(returning::remove);
        } catch (CannotCreateTransactionException away) {
            throw away;
        } catch (RuntimeException failed) {
            if (chunk.size() > 1) {
                Chunks.of(chunk, 1).forEach(one -> takeBack(namespace, one));
            } else {
                log.warn(
                        "Agent {} has to wait for its next heartbeat",
                        chunk.getFirst().agentId(),
                        failed);
                returning.remove(chunk.getFirst());
            }
        }
    }

    private void takeBack(Watched one) {
        UUID instance = one.instanceId();
        if (instance == null) {
            lifecycle.recover(one.agentId(), DegradationCause.SILENCE);
        } else {
            instances.mark(one.agentId(), instance, InstanceStatus.HEALTHY, null);
            queries.markHeard(instance);
        }
    }
}
