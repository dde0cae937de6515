package io.agentplane.policy.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.decision.DecisionView.Step;
import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.Explanation;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.killswitch.KillSwitches;
import io.agentplane.policy.permission.AgentRights;
import io.agentplane.policy.policy.PoliciesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Decides by the policies of the present namespace, and has kept what must be kept before it answers. */
@Service
public class DecisionPoint {

    private static final String NOT_COVERED = "None of the agent's permissions covers this action and resource";

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
        PolicySet set = policies.in(Namespace.current());
        Map<String, Map<String, Object>> known = agents.attributes(List.of(request.agentId()));
        DecisionRequest question = question(request, known);
        Explanation explanation = refused(request)
                .orElseGet(() -> Objects.requireNonNull(evaluation.record(() -> set.explain(question))));
        List<KeptDecision> decision =
                approvals.take(List.of(decision(request, question, explanation.decision())), false);
        log.keep(decision);
        return view(
                decision.getFirst(),
                explanation.steps().stream().map(DecisionPoint::step).toList());
    }

    /** Decides many questions by the same policies; together, approvals are used only when all of them are allowed. */
    List<DecisionView> decide(List<EvaluateRequest> requests, boolean together) {
        PolicySet set = policies.in(Namespace.current());
        Set<String> ids = requests.stream().map(EvaluateRequest::agentId).collect(Collectors.toSet());
        Map<String, Map<String, Object>> known = agents.attributes(ids);
        agentRights.prepare(ids);
        List<KeptDecision> decisions = new ArrayList<>(requests.size());
        for (EvaluateRequest request : requests) {
            DecisionRequest question = question(request, known);
            Decision decision = refused(request)
                    .map(Explanation::decision)
                    .orElseGet(() -> Objects.requireNonNull(evaluation.record(() -> set.decide(question))));
            decisions.add(decision(request, question, decision));
        }
        List<KeptDecision> taken = approvals.take(decisions, together);
        log.keep(taken);
        return taken.stream().map(decision -> view(decision, null)).toList();
    }

    /** What is denied whatever the policies say. */
    private Optional<Explanation> refused(EvaluateRequest request) {
        return killed(request).or(() -> uncovered(request));
    }

    private Optional<Explanation> uncovered(EvaluateRequest request) {
        return agentRights.forbid(request.agentId(), request.action(), request.resource())
                ? Optional.of(new Explanation(
                        new Decision.Deny(AgentPermissions.ID, List.of()),
                        List.of(new Explanation.Step(AgentPermissions.ID, NOT_COVERED, null, null))))
                : Optional.empty();
    }

    /** A stopped agent is denied everything. */
    private Optional<Explanation> killed(EvaluateRequest request) {
        return killSwitches
                .reasonFor(request.agentId())
                .map(reason -> new Explanation(
                        new Decision.Deny(KeptDecision.KILL_SWITCH, List.of()),
                        List.of(new Explanation.Step(KeptDecision.KILL_SWITCH, reason, null, null))));
    }

    private DecisionRequest question(EvaluateRequest request, Map<String, Map<String, Object>> known) {
        Map<String, Object> agent = new HashMap<>(known.getOrDefault(request.agentId(), Map.of()));
        if (request.agent() != null) {
            agent.putAll(request.agent().attributes());
        }
        agent.put("id", request.agentId());
        return new DecisionRequest(
                agent,
                request.action(),
                request.resource(),
                Objects.requireNonNull(request.context()),
                clock.instant());
    }

    private KeptDecision decision(EvaluateRequest request, DecisionRequest question, Decision decision) {
        return new KeptDecision(
                UuidCreator.getTimeOrderedEpoch(),
                question.time(),
                Namespace.current(),
                request.agentId(),
                request.action(),
                request.resource(),
                Outcome.of(decision),
                decision.policyId(),
                null,
                decision.logged(),
                question.context(),
                question.agent());
    }

    private DecisionView view(KeptDecision decision, @Nullable List<Step> explanation) {
        metrics.counter(
                        "agentplane.policy.decisions",
                        "outcome",
                        decision.decision().name().toLowerCase(Locale.ROOT))
                .increment();
        return new DecisionView(
                decision.decision(),
                decision.policyId(),
                decision.id(),
                decision.approvalId(),
                decision.logged(),
                explanation);
    }

    private static Step step(Explanation.Step step) {
        return new Step(step.policyId(), step.policyName(), step.matched(), step.failedCondition(), step.unclear());
    }
}
