package io.agentplane.registry.discovery;

import io.agentplane.platform.web.Pages;
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
    private final Pages pages;

    AgentRanking(DiscoveryQueries queries, Heartbeats heartbeats, AgentRegistry registry, Pages pages) {
        this.queries = queries;
        this.heartbeats = heartbeats;
        this.registry = registry;
        this.pages = pages;
    }

    /** Fewer than were asked for where they are too large for one answer. */
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
        Map<UUID, Score> scores = best.stream().collect(Collectors.toMap(Score::agentId, Function.identity()));
        return pages.fill(
                        registry.stream(best.stream().map(Score::agentId).toList())
                                .map(agent -> ranked(agent, Objects.requireNonNull(scores.get(agent.id())))),
                        best.size(),
                        last -> "")
                .items();
    }

    private static RankedAgentView ranked(AgentView agent, Score score) {
        return new RankedAgentView(agent, score.total(), score.terms(), score.explanation());
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
