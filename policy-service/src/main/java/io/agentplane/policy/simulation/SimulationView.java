package io.agentplane.policy.simulation;

import io.agentplane.policy.evaluation.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would have been decided otherwise.
 *
 * @param decisions how many decisions were decided anew
 * @param skipped how many were not decided anew: no policy had made them, or what was asked was too large to be
 *     recorded
 * @param flipped how many would have come out otherwise
 * @param oldest when the oldest of those looked at was made; absent when there were none
 * @param complete {@code false} when older ones were left out for the limit or the time
 * @param flips those that would have come out otherwise by agent and action, the most frequent first
 */
record SimulationView(
        int decisions, int skipped, int flipped, @Nullable Instant oldest, boolean complete, List<Flips> flips) {

    /**
     * Decisions on one action of one agent that would all change in the same way.
     *
     * @param agentId the agent's id
     * @param action what the agent wanted to do
     * @param from what the policies decided: {@code ALLOW}, {@code DENY} or {@code REQUIRE_APPROVAL}
     * @param to what they would decide
     * @param count how many decisions there are
     * @param decisions the decisions, the newest first
     */
    record Flips(String agentId, String action, Outcome from, Outcome to, int count, List<Flip> decisions) {}

    /**
     * A recorded decision that would change.
     *
     * @param decisionId the decision's id
     * @param at when it was made
     * @param resource on what the agent wanted to act; absent when nothing was named
     * @param policyId the policy that would decide: its id, or {@code new-} and the place in {@code policies} of a
     *     new one, from 0; {@code cost-limit} when deciding would cost too much; absent when the default would hold
     * @param policyName its name; absent where no policy would decide
     */
    record Flip(
            UUID decisionId,
            Instant at,
            @Nullable String resource,
            @Nullable String policyId,
            @Nullable String policyName) {}
}
