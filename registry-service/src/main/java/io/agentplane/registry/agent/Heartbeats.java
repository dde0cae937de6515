package io.agentplane.registry.agent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The signs of life of all agents. They are no changes of the agents: no revision, no event. */
@Service
public class Heartbeats {

    private final HeartbeatQueries queries;

    Heartbeats(HeartbeatQueries queries) {
        this.queries = queries;
    }

    /**
     * Stores heartbeats of any namespace with one statement for the agents and one for their instances. The database says
     * when that is. Of several of the same agent or instance the last one counts.
     */
    @Transactional
    public void store(Collection<Heartbeat> heartbeats) {
        if (heartbeats.isEmpty()) {
            return;
        }
        queries.storeOfAgents(newest(heartbeats, Heartbeat::agentId));
        List<Heartbeat> ofInstances = heartbeats.stream()
                .filter(heartbeat -> heartbeat.instanceId() != null)
                .toList();
        if (!ofInstances.isEmpty()) {
            queries.storeOfInstances(newest(ofInstances, heartbeat -> Objects.requireNonNull(heartbeat.instanceId())));
        }
    }

    private static List<Heartbeat> newest(Collection<Heartbeat> heartbeats, Function<Heartbeat, UUID> whose) {
        Map<UUID, Heartbeat> newest = new LinkedHashMap<>();
        heartbeats.forEach(heartbeat -> newest.put(whose.apply(heartbeat), heartbeat));
        return List.copyOf(newest.values());
    }

    /** The present load of each of these agents; those that never gave a sign of life are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, Double> loads(Collection<UUID> agents) {
        return queries.signs(agents).loads();
    }
}
