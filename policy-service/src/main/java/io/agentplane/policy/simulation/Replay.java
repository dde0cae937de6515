package io.agentplane.policy.simulation;

import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import io.agentplane.policy.policy.PolicyDrafts.DraftSet;
import io.agentplane.policy.simulation.SimulationView.Flip;
import io.agentplane.policy.simulation.SimulationView.Flips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a set of policies what others have been asked, one recorded decision after the other, and gathers the differences. */
final class Replay {

    private final DraftSet draft;
    private final Map<Group, List<Flip>> flips = new LinkedHashMap<>();
    private int decisions;
    private int skipped;
    private int flipped;
    private @Nullable Instant oldest;

    Replay(DraftSet draft) {
        this.draft = draft;
    }

    void add(KeptDecision kept) {
        oldest = kept.at();
        if (!kept.byPolicies() || kept.agent() == null || kept.context() == null) {
            skipped++;
            return;
        }
        decisions++;
        Decision now = draft.set()
                .decide(new DecisionRequest(kept.agent(), kept.action(), kept.resource(), kept.context(), kept.at()));
        Outcome outcome = Outcome.of(now);
        Outcome before = kept.askedOfPolicies();
        if (outcome != before) {
            flipped++;
            flips.computeIfAbsent(new Group(kept.agentId(), kept.action(), before, outcome), _ -> new ArrayList<>())
                    .add(flip(kept, now.policyId()));
        }
    }

    private Flip flip(KeptDecision kept, @Nullable String policyId) {
        String name = policyId == null ? null : draft.names().get(policyId);
        return new Flip(kept.id(), kept.at(), kept.resource(), policyId, name);
    }

    int seen() {
        return decisions + skipped;
    }

    SimulationView view(boolean complete) {
        List<Flips> groups = flips.entrySet().stream()
                .map(entry -> entry.getKey().with(entry.getValue()))
                .sorted(Comparator.comparingInt(Flips::count)
                        .reversed()
                        .thenComparing(Flips::agentId)
                        .thenComparing(Flips::action))
                .toList();
        return new SimulationView(decisions, skipped, flipped, oldest, complete, groups);
    }

    private record Group(String agentId, String action, Outcome from, Outcome to) {

        Flips with(List<Flip> decisions) {
            return new Flips(agentId, action, from, to, decisions.size(), decisions);
        }
    }
}
