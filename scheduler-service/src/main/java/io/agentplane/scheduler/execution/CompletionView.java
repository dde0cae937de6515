package io.agentplane.scheduler.execution;

import java.util.UUID;

/** What became of one completion of many. */
record CompletionView(UUID taskId, Outcome outcome) {

    enum Outcome {
        COMPLETED,
        /** The lease was lost, or the task is unknown; nothing has changed. */
        LEASE_LOST
    }
}
