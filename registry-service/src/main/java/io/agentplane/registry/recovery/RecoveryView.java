package io.agentplane.registry.recovery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is or was done for an agent since it was degraded last.
 *
 * @param reason why it was degraded
 * @param step what is being done, or was done last
 * @param attempt the present try of the step, from 1
 * @param nextAt when it goes on; absent when it doesn't
 * @param outcomes how each step and attempt ended, oldest first
 */
record RecoveryView(
        UUID agentId,
        RecoveryStatus status,
        String reason,
        RecoveryPhase step,
        int attempt,
        Instant startedAt,
        @Nullable Instant nextAt,
        List<OutcomeView> outcomes) {

    record OutcomeView(RecoveryPhase step, int attempt, Outcome outcome, String detail, Instant at) {}
}
