package io.agentplane.policy.evaluation;

import io.agentplane.policy.engine.LoggedMatch;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question.
 *
 * @param policyId the policy that decided; {@code kill-switch}; {@code cost-limit} when deciding would cost too much; absent
 *     when the default holds
 * @param decisionId finds the decision again
 * @param approvalId what people have to decide, or the decision of people that this is; absent where approval was given and only
 *     that of others asked for together is missing
 * @param logged policies that matched and only record it
 * @param explanation the policies looked at, in order, up to the deciding one; absent in a batch
 */
public record DecisionView(
        Outcome decision,
        @Nullable String policyId,
        UUID decisionId,
        @Nullable UUID approvalId,
        List<LoggedMatch> logged,
        @Nullable List<Step> explanation) {

    /** The same without its explanation, as in a batch. */
    public DecisionView unexplained() {
        return explanation == null ? this : new DecisionView(decision, policyId, decisionId, approvalId, logged, null);
    }

    /**
     * One policy looked at.
     *
     * @param failedCondition the first condition that didn't hold, absent when the policy matched
     * @param unclear why the expression couldn't be told; such a policy binds as if it matched, unless it allows
     */
    public record Step(
            String policyId,
            String policyName,
            boolean matched,
            @Nullable String failedCondition,
            @Nullable String unclear) {}
}
