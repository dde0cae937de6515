package io.agentplane.policy.evaluation;

import io.agentplane.policy.engine.LoggedMatch;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question.
 *
 * @param decision {@code ALLOW}: the agent may; {@code DENY}: it may not; {@code REQUIRE_APPROVAL}: it may once people have given
 *     the approval {@code approvalId}
 * @param policyId the policy that decided. {@code kill-switch}, {@code agent-permissions} or {@code cost-limit} when the agent is
 *     stopped, its permissions do not cover this, or deciding would cost too much; absent when the namespace's default holds
 * @param decisionId finds the decision again
 * @param approvalId the approval that people have to give, or by which they have decided; absent when none is needed,
 *     or when only another question of the batch still lacks one
 * @param logged policies that match without deciding, since they only log or are on trial
 * @param explanation the policies that were looked at, in their order, up to the one that decided; absent in a batch
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
     * One policy that was looked at.
     *
     * @param policyId the policy's id
     * @param policyName the policy's name
     * @param matched whether all its conditions hold
     * @param failedCondition the first condition that does not hold; absent when the policy matched
     * @param unclear why its expression could not be evaluated; such a policy counts as matched unless it allows. Absent
     *     otherwise
     */
    public record Step(
            String policyId,
            String policyName,
            boolean matched,
            @Nullable String failedCondition,
            @Nullable String unclear) {}
}
