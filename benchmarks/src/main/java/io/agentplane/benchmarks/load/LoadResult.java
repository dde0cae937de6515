package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param failed answers other than 200, and calls without an answer
 * @param firstFailure what the first of them was
 */
public record LoadResult(
        Duration length,
        Latencies latencies,
        long failed,
        @Nullable String firstFailure) {

    public double perSecond() {
        return latencies.count() / (length.toNanos() / 1e9);
    }

    /** Figures with failures among them are worth nothing. */
    public LoadResult requireNoFailure() {
        if (failed > 0) {
            throw new IllegalStateException(
                    "%d of %d calls failed: %s".formatted(failed, failed + latencies.count(), firstFailure));
        }
        return this;
    }
}
