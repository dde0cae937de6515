package io.agentplane.platform.signing;

import java.time.Duration;

/**
 * The times in a signing key's life.
 *
 * @param rotation the age of the newest key at which the next one is made
 * @param overlap how long a key is published before it signs; until then everyone has read it
 * @param tokenLifetime how long a token counts; with the overlap on top, an old key stays published so long after its last
 *     signature
 */
public record KeyTimes(Duration rotation, Duration overlap, Duration tokenLifetime) {

    /** The age at which a key has replaced the ones before it so long that none of their tokens counts any more. */
    Duration untilOthersAreOutlived() {
        return overlap.multipliedBy(2).plus(tokenLifetime);
    }
}
