package io.agentplane.policy.decision;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.policy.access.PrincipalDirectory;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.EvaluateBatchRequest;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import io.agentplane.policy.evaluation.PlainId;
import io.agentplane.policy.permission.AgentRights;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether an agent may do something is asked before it does so. The kill switch, the agent's permissions and the
 * policies decide, and people where a policy wants their approval; every decision is kept.
 */
@Tag(name = "Decisions")
@RestController
class DecisionController {

    private final DecisionPoint decisionPoint;
    private final AgentRights agentRights;
    private final PrincipalDirectory principals;
    private final DecisionLog log;

    DecisionController(
            DecisionPoint decisionPoint, AgentRights agentRights, PrincipalDirectory principals, DecisionLog log) {
        this.principals = principals;
        this.agentRights = agentRights;
        this.decisionPoint = decisionPoint;
        this.log = log;
    }

    /**
     * Decides whether an agent may do something. A stopped agent is denied everything, one with permissions of its
     * own everything that they don't cover, and else the policies decide. Each question is a new decision with an id
     * of its own, which the answer explains.
     *
     * <p>Where a policy requires approval, an approval that was given for exactly this request (agent, action,
     * resource and context) is used up, and the decision is {@code ALLOW}. Else a pending approval is found or
     * opened, and the decision is {@code REQUIRE_APPROVAL} with its {@code approvalId}; after a denial it is
     * {@code DENY} until the denied approval expires. Sent again with an {@code idempotencyKey} in the body, a
     * request that has used up an approval is let through by it for 24 hours.
     *
     * <p>The answer is 200 whatever is decided. Refused with {@code agent-mismatch} when an agent asks for another,
     * with {@code permission-missing} when {@code agent} is given without the right to describe agents, and with
     * {@code context-too-large} or {@code context-not-canonical} when approval can't be asked for the request.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluate", routine = true)
    @PostMapping("/policies/evaluate")
    DecisionView evaluate(@Valid @RequestBody EvaluateRequest request) {
        requireMayAsk(List.of(request));
        return decisionPoint.explain(request);
    }

    /**
     * Decides many questions at once. The questions are answered in their order, by the same policies and without
     * explanations. Each is a new decision and is decided as one alone would be. With {@code together} nothing is
     * used up unless all are allowed. Refused as a single question is; then none of them is decided.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluateBatch", routine = true)
    @PostMapping("/policies/evaluate-batch")
    Page<DecisionView> evaluateBatch(@Valid @RequestBody EvaluateBatchRequest batch) {
        requireMayAsk(batch.requests());
        return new Page<>(decisionPoint.decide(batch.requests(), batch.standOrFallTogether()), null);
    }

    private void requireMayAsk(List<EvaluateRequest> requests) {
        List<String> asked = requests.stream().map(EvaluateRequest::agentId).toList();
        agentRights.requireCallerIs(asked);
        principals.requireNoneElse(asked);
        Set<String> permissions = mayDescribe() ? Caller.current().permissions() : Set.of();
        requests.forEach(request -> request.requireDescribedBy(permissions));
    }

    /** An agent never says what it is, whatever its token lists; but the registry does when an agent has it ask. */
    private static boolean mayDescribe() {
        return Caller.current().agentId() == null || Caller.isAskedForByService();
    }

    /**
     * Lists the recorded decisions. The newest decision comes first; all filters that are given must hold. Decisions
     * are kept for 30 days, unless the service is set otherwise. Those of {@code ALLOW} appear up to a second after
     * they were made, all others at once.
     *
     * @param agentId the agent that was asked about
     * @param action what the agent wanted to do, exactly as it was asked
     * @param decision what was decided: {@code ALLOW}, {@code DENY} or {@code REQUIRE_APPROVAL}
     * @param policyId the policy that decided; also {@code kill-switch}, {@code agent-permissions} or
     *     {@code cost-limit}
     * @param from made at this time or later
     * @param to made before this time
     */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "listDecisions")
    @GetMapping("/decisions")
    Page<KeptDecision> list(
            @RequestParam(required = false) @PlainId @Nullable String agentId,
            @RequestParam(required = false) @Size(max = 200) @Nullable String action,
            @RequestParam(required = false) @Nullable Outcome decision,
            @RequestParam(required = false) @PlainId @Nullable String policyId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return log.list(
                new DecisionSearch(agentId, action, decision, policyId, from, to, Cursor.decodeId(cursor), limit));
    }
}
