package io.agentplane.registry.cluster;

import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.work.WorkBook;
import io.agentplane.registry.work.WorkFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gathers what is known of those who may lead a cluster. */
@Component
class Electorate {

    private final AgentRegistry registry;
    private final WorkBook work;

    Electorate(AgentRegistry registry, WorkBook work) {
        this.registry = registry;
        this.work = work;
    }

    List<Candidate> candidates(Cluster cluster) {
        List<AgentView> electable = registry.views(cluster.view().memberIds()).stream()
                .filter(Electorate::isElectable)
                .toList();
        Map<UUID, WorkFigures> figures =
                work.figures(electable.stream().map(AgentView::id).toList());
        return electable.stream()
                .map(agent -> candidate(agent, Objects.requireNonNull(figures.get(agent.id())), cluster.now()))
                .toList();
    }

    /** Whoever works, and goes on working. */
    private static boolean isElectable(AgentView agent) {
        return agent.status() == AgentStatus.ACTIVE && agent.drainUntil() == null;
    }

    private static Candidate candidate(AgentView agent, WorkFigures done, Instant now) {
        return new Candidate(
                agent.id(),
                Duration.between(agent.registeredAt(), now),
                done.completed(),
                done.failed(),
                agent.load(),
                Duration.between(agent.statusSince(), now));
    }
}
