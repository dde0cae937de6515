package io.agentplane.registry.agent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The signs of life of all agents. They are no changes of the agents: no revision, no event. */
@Service
public class Heartbeats {

    private final HeartbeatQueries queries;

    Heartbeats(HeartbeatQueries queries) {
        this.queries = queries;
    }

    /** Stores heartbeats of any namespace, the newest of each agent. */
    @Transactional
    public void store(Collection<Heartbeat> heartbeats) {
        if (!heartbeats.isEmpty()) {
            queries.store(List.copyOf(heartbeats));
        }
    }

    /** The load of each of these agents at its last sign of life; those that never gave one are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, Double> loads(Collection<UUID> agents) {
        return queries.signs(agents).agents().values().stream()
                .collect(Collectors.toMap(Heartbeat::agentId, Heartbeat::load));
    }
}
