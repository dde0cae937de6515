package io.agentplane.registry.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.Heartbeat;
import io.agentplane.registry.agent.Heartbeats;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Collects heartbeats, the newest of each agent, and writes them every half second with one statement. An orderly stop
 * writes what is left; a killed replica loses half a second of heartbeats, which the next ones make up for.
 */
@Component
class HeartbeatIntake {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatIntake.class);

    private final AgentRegistry registry;
    private final Heartbeats heartbeats;
    private final Clock clock;
    private final HealthSettings settings;
    private final Cache<Known, AgentStatus> known;
    private final Map<UUID, Heartbeat> waiting = new ConcurrentHashMap<>();

    HeartbeatIntake(AgentRegistry registry, Heartbeats heartbeats, Clock clock, HealthSettings settings) {
        this.registry = registry;
        this.heartbeats = heartbeats;
        this.clock = clock;
        this.settings = settings;
        this.known = Caffeine.newBuilder()
                .maximumSize(settings.maxKnown())
                .expireAfterWrite(settings.knownFor())
                .build();
    }

    /** Takes a heartbeat of an agent of the present namespace. */
    HeartbeatReceipt take(UUID agentId, HeartbeatRequest request) {
        AgentStatus status = known.get(
                new Known(Namespace.current(), agentId),
                agent -> registry.get(agent.id()).status());
        if (status == AgentStatus.DECOMMISSIONED) {
            throw HealthProblem.AGENT_DECOMMISSIONED.because("A decommissioned agent sends no heartbeats");
        }
        Double load = request.load();
        waiting.merge(
                agentId,
                new Heartbeat(
                        agentId, clock.instant(), load == null ? 0 : load, request.errorRate(), request.responseTime()),
                (older, newer) -> newer.at().isBefore(older.at()) ? older : newer);
        return new HeartbeatReceipt(status, settings.heartbeatInterval());
    }

    /** Writes what waits. While the database is away the heartbeats stay, and newer ones replace them. */
    @Scheduled(fixedDelayString = "PT0.5S")
    @PreDestroy
    void write() {
        // In one order on all replicas, so that their statements never wait for each other in a circle.
        List<Heartbeat> batch = new ArrayList<>(waiting.values());
        batch.sort(Comparator.comparing(Heartbeat::agentId));
        try {
            heartbeats.store(batch);
            batch.forEach(written -> waiting.remove(written.agentId(), written));
        } catch (DataAccessException | TransactionException away) {
            log.warn("{} heartbeats wait for the database: {}", batch.size(), away.getMessage());
        }
    }

    private record Known(String namespace, UUID id) {}
}
