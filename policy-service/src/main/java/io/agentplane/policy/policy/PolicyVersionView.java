package io.agentplane.policy.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it was from one change to the next.
 *
 * @param revision the number of the change that made this version
 * @param at when it was changed so
 * @param changedBy the name of who changed it
 * @param deleted {@code true} where the change was its deletion, else absent
 * @param policy the policy as it was from then on
 */
record PolicyVersionView(
        long revision,
        Instant at,
        String changedBy,
        @Nullable Boolean deleted,
        PolicyView policy) {}
