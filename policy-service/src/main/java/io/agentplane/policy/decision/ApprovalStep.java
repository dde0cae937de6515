package io.agentplane.policy.decision;

import io.agentplane.policy.approval.ApprovalAnswer;
import io.agentplane.policy.approval.ApprovalDesk;
import io.agentplane.policy.approval.ApprovalQuestion;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what policies let through only with approval before those who give it. */
@Component
class ApprovalStep {

    private final ApprovalDesk desk;

    ApprovalStep(ApprovalDesk desk) {
        this.desk = desk;
    }

    /**
     * The decisions as they stand when people have had their say; only those that require approval are touched.
     *
     * @param keys under which the asker repeats what a decision is about, by the decision's id
     * @param together whether an approval is used only when nothing stands against any of the decisions; nobody is asked for
     *     one while some are denied
     */
    List<KeptDecision> take(List<KeptDecision> decisions, Map<UUID, String> keys, boolean together) {
        List<ApprovalQuestion> questions = decisions.stream()
                .filter(decision -> decision.decision() == Outcome.REQUIRE_APPROVAL)
                .map(decision -> question(decision, keys.get(decision.id())))
                .toList();
        boolean hopeless = together && decisions.stream().anyMatch(decision -> decision.decision() == Outcome.DENY);
        if (questions.isEmpty() || hopeless) {
            return decisions;
        }
        List<ApprovalAnswer> answers = together ? desk.askTogether(questions) : desk.ask(questions);
        Map<UUID, ApprovalAnswer> byDecision = new HashMap<>();
        answers.forEach(answer -> byDecision.put(answer.decisionId(), answer));
        return decisions.stream()
                .map(decision -> byDecision.containsKey(decision.id())
                        ? ruled(decision, byDecision.get(decision.id()))
                        : decision)
                .toList();
    }

    private static KeptDecision ruled(KeptDecision decision, ApprovalAnswer answer) {
        Outcome outcome = switch (answer) {
            case ApprovalAnswer.Granted granted -> Outcome.ALLOW;
            case ApprovalAnswer.Awaited awaited -> Outcome.REQUIRE_APPROVAL;
            case ApprovalAnswer.Unused unused -> Outcome.REQUIRE_APPROVAL;
            case ApprovalAnswer.Refused refused -> Outcome.DENY;
        };
        return decision.by(answer.approvalId(), outcome);
    }

    private static ApprovalQuestion question(KeptDecision decision, @Nullable String key) {
        return new ApprovalQuestion(
                decision.id(),
                decision.agentId(),
                decision.action(),
                decision.resource(),
                Objects.requireNonNull(decision.context()),
                UUID.fromString(Objects.requireNonNull(decision.policyId())),
                key);
    }
}
