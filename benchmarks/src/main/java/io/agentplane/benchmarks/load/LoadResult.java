package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param failed answers that are no success, and calls without an answer
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

    /** Failed calls of all, and what the first met; empty when there was none. */
    public String failures() {
        return failed == 0 ? "" : "%d of %d: %s".formatted(failed, failed + latencies.count(), firstFailure);
    }
}
