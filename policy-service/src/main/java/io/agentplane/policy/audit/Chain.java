package io.agentplane.policy.audit;

import java.time.Instant;

/**
 * Where a namespace's chain ends, and behind which entry the part of it begins that is still kept.
 */
record Chain(long number, byte[] hash, Instant recordedAt, long anchorNumber, byte[] anchorHash) {

    private static final int HASH_BYTES = 32;

    /** A chain with nothing in it. */
    static Chain empty() {
        return new Chain(0, new byte[HASH_BYTES], Instant.EPOCH, 0, new byte[HASH_BYTES]);
    }
}
