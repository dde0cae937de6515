package io.agentplane.registry.recovery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is done, or was done, for an agent since it was degraded last.
 *
 * @param agentId the agent's id
 * @param status where the recovery stands: {@code RUNNING} while there is something left to do; {@code RECOVERED} when
 *     the agent is back; {@code GIVEN_UP} when nothing more is tried, though the agent can still come back by itself;
 *     {@code CALLED_OFF} when the agent was taken out of work meanwhile
 * @param reason why the agent was degraded
 * @param step what is being done, or was done last, in this order: {@code TASK_HANDOVER} waits until the agent's tasks
 *     are with others; {@code BACKUP_ACTIVATION} activates its backup; {@code CLUSTER_DEPARTURE} takes it out of its
 *     clusters; {@code RECOVERY_ATTEMPTS} tries whether it is back
 * @param attempt which try of the step this is, from 1
 * @param startedAt when the agent was degraded
 * @param nextAt when the recovery goes on; absent when it does not
 * @param outcomes how each step and each try ended, the oldest first
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

    /**
     * How a step of a recovery, or one try of it, ended.
     *
     * @param step the step
     * @param attempt which try of the step it was, from 1
     * @param outcome {@code DONE}; {@code SKIPPED} when there was nothing to do; {@code FAILED} when it is tried again;
     *     {@code MISSED} when it failed and is not tried again
     * @param detail what came of it, in words
     * @param at when it ended
     */
    record OutcomeView(RecoveryPhase step, int attempt, Outcome outcome, String detail, Instant at) {}
}
