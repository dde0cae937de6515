package io.agentplane.scheduler.execution;

import java.util.UUID;

/**
 * What became of one completion of many.
 *
 * @param taskId the task
 * @param outcome {@code COMPLETED} when the task was completed under this lease, now or by the same report before;
 *     {@code LEASE_LOST} when the lease does not hold or there is no such task, and nothing was changed
 */
record CompletionView(UUID taskId, Outcome outcome) {

    enum Outcome {
        COMPLETED,
        /** The lease was lost, or the task is unknown; nothing has changed. */
        LEASE_LOST
    }
}
