package io.agentplane.policy.evaluation;

import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.Decider;
import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.Explanation;
import io.agentplane.policy.evaluation.DecisionView.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question and how it was decided, before anyone has kept it.
 *
 * @param agent what was known of the agent
 * @param steps how the decision came about; absent when nobody asked
 */
public record Evaluation(
        EvaluateRequest request,
        Map<String, Object> agent,
        Instant at,
        Decision decision,
        @Nullable List<Step> steps) {

    private static final String ID = "id";
    private static final String NOT_COVERED = "None of the agent's permissions covers this action and resource";

    /** A stopped agent is denied everything, whatever the policies say. */
    public static Evaluation stopped(
            EvaluateRequest request, @Nullable Map<String, Object> known, String reason, Instant now) {
        return denied(request, known, KeptDecision.KILL_SWITCH, reason, now);
    }

    /** An agent that may do certain things only is denied everything else, whatever the policies say. */
    public static Evaluation uncovered(EvaluateRequest request, @Nullable Map<String, Object> known, Instant now) {
        return denied(request, known, AgentPermissions.ID, NOT_COVERED, now);
    }

    private static Evaluation denied(
            EvaluateRequest request,
            @Nullable Map<String, Object> known,
            String authority,
            String reason,
            Instant now) {
        return new Evaluation(
                request,
                agent(request, known),
                now,
                new Decision.Deny(authority, List.of()),
                List.of(new Step(authority, reason, true, null, null)));
    }

    /** Decides and tells how. */
    public static Evaluation explained(
            EvaluateRequest request, @Nullable Map<String, Object> known, Decider policies, Instant now) {
        Map<String, Object> agent = agent(request, known);
        Explanation explanation = policies.explain(question(request, agent, now));
        List<Step> steps = explanation.steps().stream().map(Evaluation::step).toList();
        return new Evaluation(request, agent, now, explanation.decision(), steps);
    }

    /** Decides. */
    public static Evaluation decided(
            EvaluateRequest request, @Nullable Map<String, Object> known, Decider policies, Instant now) {
        Map<String, Object> agent = agent(request, known);
        return new Evaluation(request, agent, now, policies.decide(question(request, agent, now)), null);
    }

    public Outcome outcome() {
        return Outcome.of(decision);
    }

    public KeptDecision kept(UUID id, String namespace) {
        return new KeptDecision(
                id,
                at,
                namespace,
                request.agentId(),
                request.action(),
                request.resource(),
                outcome(),
                decision.policyId(),
                null,
                decision.logged(),
                request.context(),
                agent);
    }

    /** @param kept this decision as it is kept, after people had their say */
    public DecisionView view(KeptDecision kept) {
        return new DecisionView(kept.decision(), kept.policyId(), kept.id(), kept.approvalId(), kept.logged(), steps);
    }

    /** What the asker knows goes before what the registry has told, and the id is always the one asked about. */
    private static Map<String, Object> agent(EvaluateRequest request, @Nullable Map<String, Object> known) {
        if (request.agent() == null && known != null && request.agentId().equals(known.get(ID))) {
            return known;
        }
        Map<String, Object> agent = new HashMap<>(known == null ? Map.of() : known);
        if (request.agent() != null) {
            agent.putAll(request.agent().attributes());
        }
        agent.put(ID, request.agentId());
        return agent;
    }

    private static DecisionRequest question(EvaluateRequest request, Map<String, Object> agent, Instant now) {
        return new DecisionRequest(
                agent, request.action(), request.resource(), Objects.requireNonNull(request.context()), now);
    }

    private static Step step(Explanation.Step step) {
        return new Step(step.policyId(), step.policyName(), step.matched(), step.failedCondition(), step.unclear());
    }
}
