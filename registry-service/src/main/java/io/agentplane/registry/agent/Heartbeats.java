package io.agentplane.registry.agent;

import java.util.Collection;
import java.util.List;
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
}
