package io.agentplane.policy.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy was from one change to the next.
 *
 * @param deleted true where the change was its deletion, else absent
 */
record PolicyVersionView(
        long revision,
        Instant at,
        String changedBy,
        @Nullable Boolean deleted,
        PolicyView policy) {}
