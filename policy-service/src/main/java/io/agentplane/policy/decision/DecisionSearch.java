package io.agentplane.policy.decision;

import io.agentplane.policy.evaluation.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions to look for; all of it must hold.
 *
 * @param before the id behind which to go on, towards older ones
 */
record DecisionSearch(
        @Nullable String agentId,
        @Nullable Outcome decision,
        @Nullable UUID before,
        int limit) {}
