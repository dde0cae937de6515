package io.agentplane.policy.simulation;

import io.agentplane.policy.evaluation.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would have been decided otherwise.
 *
 * @param decisions how many were decided anew
 * @param skipped how many could not be: no policy made them, or what was asked was too large to keep
 * @param flipped how many would have come out otherwise
 * @param oldest when the oldest of those looked at was made
 * @param complete false when older ones were left out, for the limit or the time
 * @param flips by agent and action, the most frequent first
 */
record SimulationView(
        int decisions, int skipped, int flipped, @Nullable Instant oldest, boolean complete, List<Flips> flips) {

    /** Decisions on one action of one agent that would all change in the same way. */
    record Flips(String agentId, String action, Outcome from, Outcome to, int count, List<Flip> decisions) {}

    /**
     * One recorded decision.
     *
     * @param policyId what would decide: a policy's id, {@code new-} and the place of a new one, or nothing for the default
     */
    record Flip(
            UUID decisionId,
            Instant at,
            @Nullable String resource,
            @Nullable String policyId,
            @Nullable String policyName) {}
}
