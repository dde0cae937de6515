package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentInstances;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.Endpoint;
import io.agentplane.registry.agent.Heartbeat;
import io.agentplane.registry.agent.Heartbeats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Collects heartbeats, the newest of each agent and instance, and writes them every half second with one statement for each
 * of the two. An orderly stop writes what is left; a killed replica loses half a second of heartbeats, which the next ones
 * make up for.
 */
@Component
class HeartbeatIntake {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatIntake.class);
    private static final Comparator<Heartbeat> ORDER = Comparator.comparing(Heartbeat::agentId)
            .thenComparing(Heartbeat::instanceId, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final KnownAgents known;
    private final AgentInstances instances;
    private final Heartbeats heartbeats;
    private final Returns returns;
    private final HealthSettings settings;
    private final Counter taken;
    private final DistributionSummary batches;
    private final Map<Source, Heartbeat> waiting = new ConcurrentHashMap<>();

    HeartbeatIntake(
            KnownAgents known,
            AgentInstances instances,
            Heartbeats heartbeats,
            Returns returns,
            HealthSettings settings,
            MeterRegistry metrics) {
        this.known = known;
        this.instances = instances;
        this.heartbeats = heartbeats;
        this.returns = returns;
        this.settings = settings;
        taken = metrics.counter("agentplane.registry.heartbeats");
        batches = metrics.summary("agentplane.registry.heartbeats.batch");
    }

    /** Takes a heartbeat of an agent of the present namespace. */
    HeartbeatReceipt take(UUID agentId, HeartbeatRequest request) {
        KnownAgent agent = known.get(agentId);
        if (agent.status() == AgentStatus.DECOMMISSIONED) {
            throw HealthProblem.AGENT_DECOMMISSIONED.because("A decommissioned agent sends no heartbeats");
        }
        UUID instanceId = instance(agentId, agent, request.endpoint());
        Double load = request.load();
        waiting.put(
                new Source(agentId, instanceId),
                new Heartbeat(
                        agentId, instanceId, load == null ? 0 : load, request.errorRate(), request.responseTime()));
        taken.increment();
        return new HeartbeatReceipt(
                agent.status(),
                agent.nextHeartbeatWithin(settings),
                agent.configRevision(),
                known.defaultsRevision().orElse(null));
    }

    private @Nullable UUID instance(UUID agentId, KnownAgent agent, @Nullable String url) {
        Endpoint endpoint = url == null ? agent.endpoint() : new Endpoint(url);
        if (endpoint == null) {
            return null;
        }
        UUID instanceId = agent.instances().get(endpoint);
        return instanceId == null
                ? instances
                        .addHeard(agentId, url == null ? endpoint.url() : url)
                        .id()
                : instanceId;
    }

    /** Writes what waits. While the database is away the heartbeats stay, and newer ones replace them. */
    @Scheduled(fixedDelayString = "PT0.5S")
    @PreDestroy
    synchronized void write() {
        List<Heartbeat> batch = new ArrayList<>(waiting.values());
        if (batch.isEmpty()) {
            return;
        }
        batch.sort(ORDER);
        try {
            heartbeats.store(batch);
            batch.forEach(this::forget);
            batches.record(batch.size());
            returns.lookAt(batch);
        } catch (DataAccessException | TransactionException away) {
            log.warn("{} heartbeats wait for the database: {}", waiting.size(), away.getMessage());
        }
    }

    /** A newer one that says the same is still a newer one. */
    private void forget(Heartbeat written) {
        waiting.computeIfPresent(
                new Source(written.agentId(), written.instanceId()),
                (source, heartbeat) -> isSame(heartbeat, written) ? null : heartbeat);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Heartbeat heartbeat, Heartbeat written) {
        return heartbeat == written;
    }

    private record Source(UUID agentId, @Nullable UUID instanceId) {}
}
