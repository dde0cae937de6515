package io.agentplane.policy.decision;

import io.agentplane.policy.evaluation.KeptDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The decision log of the present namespace, for those who learn from it. */
@Service
public class RecordedDecisions {

    private final DecisionQueries queries;
    private final DecisionSettings settings;
    private final Clock clock;

    RecordedDecisions(DecisionQueries queries, DecisionSettings settings, Clock clock) {
        this.queries = queries;
        this.settings = settings;
        this.clock = clock;
    }

    /** A page of decisions, the newest first: read as a whole, so that nobody thinks about them in a transaction. */
    @Transactional(readOnly = true)
    public List<KeptDecision> newestFirst(Span span) {
        return queries.newestFirst(span);
    }

    /** The age of what the log may still hold. */
    public Instant keptSince() {
        return clock.instant().minus(settings.retention());
    }

    /** Those of the policies that no decision since then has to do with: none decided one, and none was noted with one. */
    @Transactional(readOnly = true)
    public Set<String> untouched(List<String> policyIds, Instant since) {
        return policyIds.isEmpty() ? Set.of() : queries.untouched(policyIds, since);
    }

    /**
     * Which decisions to hand out.
     *
     * @param from made then or later
     * @param to made earlier
     * @param before those that come behind this one in the order, or all
     * @param limit how many at most
     */
    public record Span(
            @Nullable String agentId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID before,
            int limit) {}
}
