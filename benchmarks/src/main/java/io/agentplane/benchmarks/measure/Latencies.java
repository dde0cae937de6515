package io.agentplane.benchmarks.measure;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times from many threads, kept in microseconds to three digits. */
public final class Latencies {

    private final Histogram micros =
            new ConcurrentHistogram(Duration.ofMinutes(1).toNanos() / 1000, 3);

    /** A time below zero, as between two clocks, counts as none at all. */
    public void record(long nanos) {
        micros.recordValue(Math.min(micros.getHighestTrackableValue(), Math.max(0, nanos / 1000)));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** In milliseconds; {@code percent} from 0 to 100. */
    public double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1000.0;
    }
}
