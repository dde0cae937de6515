package io.agentplane.policy.simulation;

import io.agentplane.policy.decision.RecordedDecisions;
import io.agentplane.policy.decision.RecordedDecisions.Span;
import io.agentplane.policy.engine.PolicyAnalysis;
import io.agentplane.policy.policy.PolicyDrafts;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Simulations and analyses; a few at a time, since each keeps a processor busy for seconds at worst. */
@Service
class Simulations {

    private final PolicyDrafts drafts;
    private final RecordedDecisions decisions;
    private final SimulationSettings settings;
    private final Semaphore places;

    Simulations(PolicyDrafts drafts, RecordedDecisions decisions, SimulationSettings settings) {
        this.drafts = drafts;
        this.decisions = decisions;
        this.settings = settings;
        places = new Semaphore(settings.atOnce());
    }

    SimulationView simulate(SimulationRequest request) {
        return inPlace(() -> {
            var replay = new Replay(drafts.with(
                    Objects.requireNonNull(request.policies()),
                    Objects.requireNonNull(request.without()),
                    request.defaultDecision()));
            int limit = Objects.requireNonNull(request.limit());
            long end = System.nanoTime() + settings.timeLimit().toNanos();
            boolean complete = decisions.newestFirst(
                    new Span(request.agentId(), request.from(), request.to(), limit + 1), decision -> {
                        if (replay.seen() == limit || System.nanoTime() - end >= 0) {
                            return false;
                        }
                        replay.add(decision);
                        return true;
                    });
            return replay.view(complete);
        });
    }

    AnalysisView analyse() {
        return inPlace(() -> {
            var policies = drafts.present();
            Instant since = decisions.keptSince();
            return AnalysisView.of(
                    policies,
                    PolicyAnalysis.of(policies),
                    decisions.untouched(
                            policies.stream().map(policy -> policy.id()).toList(), since),
                    since);
        });
    }

    private <T> T inPlace(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw SimulationProblem.SIMULATIONS_BUSY.because(
                    "As many simulations and analyses as may are under way; try again");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
