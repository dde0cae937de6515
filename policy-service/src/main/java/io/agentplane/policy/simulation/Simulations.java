package io.agentplane.policy.simulation;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.decision.RecordedDecisions;
import io.agentplane.policy.decision.RecordedDecisions.Span;
import io.agentplane.policy.engine.CompileRoom;
import io.agentplane.policy.engine.PolicyAnalysis;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.policy.PoliciesInForce;
import io.agentplane.policy.policy.PolicyDrafts;
import io.agentplane.policy.policy.PolicyWork;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Simulations and analyses; a few at a time, since each keeps a processor busy for seconds at worst. */
@Service
class Simulations {

    private static final int PAGE = 200;

    private final PolicyDrafts drafts;
    private final PoliciesInForce inForce;
    private final PolicyWork work;
    private final RecordedDecisions decisions;
    private final SimulationSettings settings;
    private final Semaphore places;

    Simulations(
            PolicyDrafts drafts,
            PoliciesInForce inForce,
            PolicyWork work,
            RecordedDecisions decisions,
            SimulationSettings settings) {
        this.drafts = drafts;
        this.inForce = inForce;
        this.work = work;
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
            return replay.view(replayed(replay, request));
        });
    }

    /** Reads a page and then decides anew on it, in turn; whether on all that there are. */
    private boolean replayed(Replay replay, SimulationRequest request) {
        int limit = Objects.requireNonNull(request.limit());
        long end = System.nanoTime() + settings.timeLimit().toNanos();
        UUID before = null;
        while (true) {
            int wanted = Math.min(PAGE, limit + 1 - replay.seen());
            List<KeptDecision> page =
                    decisions.newestFirst(new Span(request.agentId(), request.from(), request.to(), before, wanted));
            boolean taken = work.outsideTransaction(() -> taken(replay, page, limit, end));
            if (!taken || page.size() < wanted) {
                return taken;
            }
            before = page.getLast().id();
        }
    }

    private static boolean taken(Replay replay, List<KeptDecision> page, int limit, long end) {
        for (KeptDecision decision : page) {
            CompileRoom.requireWanted();
            if (replay.seen() == limit || System.nanoTime() - end >= 0) {
                return false;
            }
            replay.add(decision);
        }
        return true;
    }

    AnalysisView analyse() {
        return inPlace(() -> {
            var policies = drafts.present();
            PolicySet compiled = inForce.in(Namespace.current());
            Instant since = decisions.keptSince();
            long end = System.nanoTime() + settings.timeLimit().toNanos() / 2;
            return AnalysisView.of(
                    policies,
                    work.outsideTransaction(
                            () -> PolicyAnalysis.of(policies, compiled, () -> System.nanoTime() - end < 0)),
                    decisions.untouched(
                            policies.stream().map(policy -> policy.id()).toList(), since),
                    since);
        });
    }

    private <T> T inPlace(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw SimulationProblem.SIMULATIONS_BUSY.because(
                    "Too many simulations and analyses are running; retry later");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
