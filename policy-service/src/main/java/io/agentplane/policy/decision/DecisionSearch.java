package io.agentplane.policy.decision;

import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.evaluation.Outcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions to look for; all of it must hold.
 *
 * @param from made then or later
 * @param to made earlier
 * @param before the id behind which to go on, towards older ones
 */
record DecisionSearch(
        @Nullable String agentId,
        @Nullable String action,
        @Nullable Outcome decision,
        @Nullable String policyId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before,
        int limit) {

    DecisionSearch {
        agentId = agentId == null ? null : CanonicalId.of(agentId);
        policyId = policyId == null ? null : CanonicalId.of(policyId);
    }
}
