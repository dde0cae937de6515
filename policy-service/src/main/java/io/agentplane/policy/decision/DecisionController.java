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

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluate", routine = true)
    @PostMapping("/policies/evaluate")
    DecisionView evaluate(@Valid @RequestBody EvaluateRequest request) {
        requireMayAsk(List.of(request));
        return decisionPoint.explain(request);
    }

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
