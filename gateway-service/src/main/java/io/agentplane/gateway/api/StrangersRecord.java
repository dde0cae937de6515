package io.agentplane.gateway.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Bounds what callers that nobody knows can add to the audit log: anyone can call, and the log is kept for years. */
final class StrangersRecord {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    private Instant windowEnd = Instant.MIN;
    private int recorded;
    private long passedOver;

    StrangersRecord(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether there is room for one more in this minute; one for which there is none is counted. */
    synchronized boolean takes() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            recorded = 0;
        }
        if (recorded < most) {
            recorded++;
            return true;
        }
        passedOver++;
        return false;
    }

    /** How many have been passed over since this was asked before, once their minute is over. */
    synchronized long passedOver() {
        if (clock.instant().isBefore(windowEnd)) {
            return 0;
        }
        long count = passedOver;
        passedOver = 0;
        return count;
    }
}
