package io.agentplane.local.process;

import java.time.Duration;

/** The pause before a crashed part is started again: 1 s, doubled with every crash in a row, at most 30 s. */
final class RestartDelay {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration MAX = Duration.ofSeconds(30);

    /** Who ran this long is healthy again; the next crash is a first one. */
    static final Duration PROVEN = Duration.ofMinutes(1);

    private final Duration first;
    private int crashes;

    RestartDelay() {
        this(FIRST);
    }

    RestartDelay(Duration first) {
        this.first = first;
    }

    /** To be called once per crash, with how long the part had run. */
    Duration afterRunning(Duration running) {
        crashes = running.compareTo(PROVEN) >= 0 ? 1 : crashes + 1;
        int doublings = Math.min(crashes - 1, 5);
        Duration delay = first.multipliedBy(1L << doublings);
        return delay.compareTo(MAX) > 0 ? MAX : delay;
    }
}
