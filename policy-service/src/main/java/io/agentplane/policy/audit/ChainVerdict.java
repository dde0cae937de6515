package io.agentplane.policy.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whether a namespace's audit log is as it was written.
 *
 * @param entries how many were looked at
 * @param firstBroken where the log stops being what it was; absent when all of it is
 */
record ChainVerdict(boolean valid, long entries, @Nullable Break firstBroken) {

    /**
     * The first entry that is not what was written.
     *
     * @param number the place in the chain
     */
    record Break(long number, Reason reason) {}

    /** What was done to an entry. */
    enum Reason {
        /** Its content is another, or it was never written by the service. */
        ALTERED,
        /** It is gone. */
        REMOVED,
        /** It stands in the place of another. */
        REORDERED
    }
}
