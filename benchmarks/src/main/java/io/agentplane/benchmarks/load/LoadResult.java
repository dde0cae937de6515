package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;

/**
 * What came of a load.
 *
 * @param failed answers other than 200, and calls without an answer
 */
public record LoadResult(Duration length, Latencies latencies, long failed) {

    public double perSecond() {
        return latencies.count() / (length.toNanos() / 1e9);
    }

    /** Figures with failures among them are worth nothing. */
    public LoadResult requireNoFailure() {
        if (failed > 0) {
            throw new IllegalStateException("%d of %d calls failed".formatted(failed, failed + latencies.count()));
        }
        return this;
    }
}
