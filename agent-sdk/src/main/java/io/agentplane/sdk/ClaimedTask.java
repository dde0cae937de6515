package io.agentplane.sdk;

import java.time.Instant;

/** A task that is the claimer's until {@code leaseUntil}; the token proves it and must not be shown around. */
public record ClaimedTask(Task task, String leaseToken, Instant leaseUntil) {

    @Override
    public String toString() {
        return "ClaimedTask[" + task.id() + " until " + leaseUntil + "]";
    }
}
