package io.agentplane.policy.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.engine.Decider;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.agentplane.policy.evaluation.Evaluation;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.killswitch.KillSwitches;
import io.agentplane.policy.permission.AgentRights;
import io.agentplane.policy.policy.PoliciesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Decides by the policies of the present namespace, and has kept what must be kept before it answers. */
@Service
public class DecisionPoint {

    private final PoliciesInForce policies;
    private final KillSwitches killSwitches;
    private final AgentRights agentRights;
    private final AgentDirectory agents;
    private final ApprovalStep approvals;
    private final DecisionLog log;
    private final MeterRegistry metrics;
    private final Timer evaluation;
    private final Clock clock;

    DecisionPoint(
            PoliciesInForce policies,
            KillSwitches killSwitches,
            AgentRights agentRights,
            AgentDirectory agents,
            ApprovalStep approvals,
            DecisionLog log,
            MeterRegistry metrics,
            Clock clock) {
        this.policies = policies;
        this.killSwitches = killSwitches;
        this.agentRights = agentRights;
        this.agents = agents;
        this.approvals = approvals;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
        evaluation = Timer.builder("agentplane.policy.evaluation")
                .description("One question to the policies in force, without reading the agent or keeping the decision")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** Decides and tells how. */
    DecisionView explain(EvaluateRequest request) {
        return told(evaluate(List.of(request), Evaluation::explained), false).getFirst();
    }

    /** Decides many questions by the same policies; together, approvals are used only when all of them are allowed. */
    List<DecisionView> decide(List<EvaluateRequest> requests, boolean together) {
        return told(evaluate(requests, Evaluation::decided), together).stream()
                .map(DecisionView::unexplained)
                .toList();
    }

    private List<Evaluation> evaluate(List<EvaluateRequest> requests, Evaluating evaluating) {
        Decider set = policies.in(Namespace.current()).forMany();
        Set<String> ids = requests.stream().map(EvaluateRequest::agentId).collect(Collectors.toSet());
        Map<String, Map<String, Object>> known = agents.attributes(ids);
        agentRights.prepare(ids);
        return requests.stream()
                .map(request -> {
                    @Nullable Map<String, Object> agent = known.get(request.agentId());
                    return refused(request, agent)
                            .orElseGet(() -> Objects.requireNonNull(evaluation.record(
                                    () -> evaluating.evaluate(request, agent, set, clock.instant()))));
                })
                .toList();
    }

    /** What is denied whatever the policies say. */
    private Optional<Evaluation> refused(EvaluateRequest request, @Nullable Map<String, Object> agent) {
        Optional<String> stopped = killSwitches.reasonFor(request.agentId());
        if (stopped.isPresent()) {
            return Optional.of(Evaluation.stopped(request, agent, stopped.get(), clock.instant()));
        }
        return agentRights.forbid(request.agentId(), request.action(), request.resource())
                ? Optional.of(Evaluation.uncovered(request, agent, clock.instant()))
                : Optional.empty();
    }

    private List<DecisionView> told(List<Evaluation> evaluations, boolean together) {
        List<KeptDecision> made = new ArrayList<>(evaluations.size());
        Map<UUID, String> keys = new HashMap<>();
        for (Evaluation evaluated : evaluations) {
            KeptDecision decision = evaluated.kept(UuidCreator.getTimeOrderedEpoch(), Namespace.current());
            made.add(decision);
            if (evaluated.request().idempotencyKey() != null) {
                keys.put(decision.id(), evaluated.request().idempotencyKey());
            }
        }
        List<KeptDecision> kept = approvals.take(made, keys, together);
        log.keep(kept);
        List<DecisionView> views = new ArrayList<>(kept.size());
        for (int index = 0; index < kept.size(); index++) {
            DecisionView view = evaluations.get(index).view(kept.get(index));
            metrics.counter(
                            "agentplane.policy.decisions",
                            "outcome",
                            view.decision().name().toLowerCase(Locale.ROOT))
                    .increment();
            views.add(view);
        }
        return views;
    }

    /** With an explanation or without. */
    private interface Evaluating {

        Evaluation evaluate(
                EvaluateRequest request, @Nullable Map<String, Object> known, Decider policies, Instant now);
    }
}
