package io.agentplane.policy.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.agentplane.policy.evaluation.Evaluation;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.killswitch.KillSwitches;
import io.agentplane.policy.policy.PoliciesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Decides by the policies of the present namespace, and has kept what must be kept before it answers. */
@Service
public class DecisionPoint {

    private final PoliciesInForce policies;
    private final KillSwitches killSwitches;
    private final AgentDirectory agents;
    private final DecisionLog log;
    private final MeterRegistry metrics;
    private final Timer evaluation;
    private final Clock clock;

    DecisionPoint(
            PoliciesInForce policies,
            KillSwitches killSwitches,
            AgentDirectory agents,
            DecisionLog log,
            MeterRegistry metrics,
            Clock clock) {
        this.policies = policies;
        this.killSwitches = killSwitches;
        this.agents = agents;
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
        return told(evaluate(List.of(request), Evaluation::explained)).getFirst();
    }

    /** Decides many questions by the same policies. */
    List<DecisionView> decide(List<EvaluateRequest> requests) {
        return told(evaluate(requests, Evaluation::decided)).stream()
                .map(DecisionView::unexplained)
                .toList();
    }

    private List<Evaluation> evaluate(List<EvaluateRequest> requests, Evaluating evaluating) {
        PolicySet set = policies.in(Namespace.current());
        Map<String, Map<String, Object>> known = agents.attributes(
                requests.stream().map(EvaluateRequest::agentId).collect(Collectors.toSet()));
        return requests.stream()
                .map(request -> {
                    @Nullable Map<String, Object> agent = known.get(request.agentId());
                    return killSwitches
                            .reasonFor(request.agentId())
                            .map(reason -> Evaluation.stopped(request, agent, reason, clock.instant()))
                            .orElseGet(() -> Objects.requireNonNull(evaluation.record(
                                    () -> evaluating.evaluate(request, agent, set, clock.instant()))));
                })
                .toList();
    }

    private List<DecisionView> told(List<Evaluation> evaluations) {
        List<KeptDecision> kept = new ArrayList<>(evaluations.size());
        List<DecisionView> views = new ArrayList<>(evaluations.size());
        for (Evaluation evaluated : evaluations) {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            metrics.counter(
                            "agentplane.policy.decisions",
                            "outcome",
                            evaluated.outcome().name().toLowerCase(Locale.ROOT))
                    .increment();
            kept.add(evaluated.kept(id, Namespace.current()));
            views.add(evaluated.view(id));
        }
        log.keep(kept);
        return views;
    }

    /** With an explanation or without. */
    private interface Evaluating {

        Evaluation evaluate(
                EvaluateRequest request, @Nullable Map<String, Object> known, PolicySet policies, Instant now);
    }
}
