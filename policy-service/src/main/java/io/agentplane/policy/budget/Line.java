package io.agentplane.policy.budget;

import java.time.Instant;

/**
 * An account that a reservation counts in.
 *
 * @param startsAt the beginning of the account's period
 * @param ofTask whether it is the task's sum that is limited, not the period's
 * @param fits false when the reservation doesn't fit, so that {@code taken} is without it
 * @param taken what is reserved and spent together
 * @param notified the highest threshold that was told
 */
record Line(Budget budget, long account, Instant startsAt, boolean ofTask, boolean fits, Cost taken, int notified) {

    Limit limit() {
        return ofTask ? budget.taskLimit() : budget.limit();
    }

    /** The threshold that is reached and wasn't told yet, or 0. */
    int newThreshold() {
        int percent = ofTask ? 0 : limit().percent(taken);
        int reached = percent >= 100 ? 100 : percent >= 80 ? 80 : 0;
        return reached > notified ? reached : 0;
    }
}
