package io.agentplane.benchmarks.measure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How much of a scenario is run: all that its figures need, or just enough to see that it still runs. */
public enum Effort {

    /** As the figures of docs/benchmarks.md are taken. */
    FULL,

    /** The same parts and calls for moments; its figures mean nothing. */
    BRIEF;

    private static final int TIMES_SHORTER = 40;
    private static final int TIMES_FEWER = 50;

    public Duration time(Duration full) {
        return this == FULL ? full : full.dividedBy(TIMES_SHORTER);
    }

    /** Flags of a JVM that is measured. A brief run does without the second compiler, which starts in half the processor time. */
    public List<String> flags(List<String> full) {
        return this == FULL
                ? full
                : Stream.concat(full.stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                        .toList();
    }

    public int repeats(int full) {
        return this == FULL ? full : 1;
    }

    /** So many, or fewer but at least {@code least}. */
    public int count(int full, int least) {
        return this == FULL ? full : Math.max(least, full / TIMES_FEWER);
    }
}
