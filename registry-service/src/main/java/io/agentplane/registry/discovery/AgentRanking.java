package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.agent.Heartbeats;
import io.agentplane.registry.discovery.RankingStrategy.Candidate;
import io.agentplane.registry.discovery.RankingStrategy.Job;
import io.agentplane.registry.discovery.RankingStrategy.Score;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the best agents of the present namespace for a job: among the active ones that don't drain and have at least one
 * of the capabilities.
 */
@Service
class AgentRanking {

    private static final Comparator<Score> BEST_FIRST =
            Comparator.comparingDouble(Score::total).reversed().thenComparing(Score::agentId);

    private final DiscoveryQueries queries;
    private final Heartbeats heartbeats;
    private final AgentRegistry registry;

    AgentRanking(DiscoveryQueries queries, Heartbeats heartbeats, AgentRegistry registry) {
        this.queries = queries;
        this.heartbeats = heartbeats;
        this.registry = registry;
    }

    @Transactional(readOnly = true)
    List<RankedAgentView> rank(RankAgentsRequest request) {
        var job = new Job(
                new HashSet<>(Objects.requireNonNull(request.capabilities())),
                Objects.requireNonNull(request.preferLowLatency()));
        RankingStrategy strategy = Objects.requireNonNull(request.strategy());
        List<Score> best = candidates(job).stream()
                .map(candidate -> strategy.score(job, candidate))
                .sorted(BEST_FIRST)
                .limit(Objects.requireNonNull(request.limit()))
                .toList();
        Map<UUID, AgentView> agents = registry
                .views(best.stream().map(Score::agentId).toList())
                .stream()
                .collect(Collectors.toMap(AgentView::id, Function.identity()));
        return best.stream()
                .map(score -> new RankedAgentView(
                        Objects.requireNonNull(agents.get(score.agentId())),
                        score.total(),
                        score.terms(),
                        score.explanation()))
                .toList();
    }

    /** With the load of this moment. */
    private List<Candidate> candidates(Job job) {
        List<Candidate> idle = queries.candidates(job.capabilities());
        Map<UUID, Double> loads =
                heartbeats.loads(idle.stream().map(Candidate::id).toList());
        return idle.stream()
                .map(agent -> new Candidate(
                        agent.id(), agent.capabilities(), agent.timeout(), loads.getOrDefault(agent.id(), 0.0)))
                .toList();
    }
}
