package io.agentplane.registry.probe;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentInstances;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.agent.DegradationCause;
import io.agentplane.registry.agent.InstanceStatus;
import io.agentplane.registry.shard.ShardLeases;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what probes have shown: the instance's health, and the agent's when that was its last healthy instance. The
 * threads of the probes only leave it here. A verdict that can't be written is dropped; the next probe brings it again.
 */
@Component
class ProbeVerdicts {

    private static final Logger log = LoggerFactory.getLogger(ProbeVerdicts.class);

    private final ShardLeases shards;
    private final AgentRegistry registry;
    private final AgentInstances instances;
    private final AgentLifecycle lifecycle;
    private final TransactionOperations transaction;
    private final Map<UUID, ProbeVerdict> waiting = new ConcurrentHashMap<>();
    private volatile Runnable wake = () -> {};

    ProbeVerdicts(
            ShardLeases shards,
            AgentRegistry registry,
            AgentInstances instances,
            AgentLifecycle lifecycle,
            TransactionOperations transaction) {
        this.shards = shards;
        this.registry = registry;
        this.instances = instances;
        this.lifecycle = lifecycle;
        this.transaction = transaction;
    }

    void whenThereAreSome(Runnable newWake) {
        wake = newWake;
    }

    void add(ProbeVerdict verdict) {
        waiting.put(verdict.target().instanceId(), verdict);
        wake.run();
    }

    void write() {
        for (ProbeVerdict verdict : List.copyOf(waiting.values())) {
            try {
                Namespace.run(
                        verdict.target().namespace(), () -> transaction.executeWithoutResult(status -> write(verdict)));
            } catch (CannotCreateTransactionException away) {
                waiting.clear();
                throw away;
            } catch (RuntimeException failed) {
                log.warn("What a probe has shown could not be written down", failed);
            }
            waiting.remove(verdict.target().instanceId(), verdict);
        }
    }

    private void write(ProbeVerdict verdict) {
        UUID agentId = verdict.target().agentId();
        if (!shards.lock(verdict.target().shard())) {
            return;
        }
        instances.mark(agentId, verdict.target().instanceId(), verdict.status(), verdict.reason());
        switch (verdict.status()) {
            case HEALTHY -> lifecycle.recover(agentId, DegradationCause.UNREACHABLE);
            case UNHEALTHY -> {
                if (isUnhealthyAltogether(registry.get(agentId))) {
                    lifecycle.degrade(agentId, DegradationCause.UNREACHABLE, Objects.requireNonNull(verdict.reason()));
                }
            }
        }
    }

    private static boolean isUnhealthyAltogether(AgentView agent) {
        return !agent.instances().isEmpty()
                && agent.instances().stream().allMatch(instance -> instance.status() == InstanceStatus.UNHEALTHY);
    }
}
