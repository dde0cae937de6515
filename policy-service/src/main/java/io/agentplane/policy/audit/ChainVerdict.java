package io.agentplane.policy.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whether a namespace's audit log is as it was written.
 *
 * @param valid whether all entries are as they were written
 * @param entries how many were looked at
 * @param firstBroken where the log stops being what was written; absent when all of it is
 */
record ChainVerdict(boolean valid, long entries, @Nullable Break firstBroken) {

    /**
     * The first entry that is not what was written.
     *
     * @param number its place in the chain
     * @param reason {@code ALTERED} when it has another content or was never written by the service, {@code REMOVED}
     *     when it is gone, {@code REORDERED} when it stands in the place of another
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
