package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Repeats;
import java.util.List;
import java.util.stream.Collectors;

/** The same load, repeated. */
public record LoadResults(List<LoadResult> repeats) {

    public LoadResults {
        repeats = List.copyOf(repeats);
    }

    public Repeats perSecond() {
        return new Repeats(repeats.stream().mapToDouble(LoadResult::perSecond).toArray());
    }

    /** In milliseconds; {@code percent} from 0 to 100. */
    public Repeats percentile(double percent) {
        return new Repeats(repeats.stream()
                .mapToDouble(result -> result.latencies().percentile(percent))
                .toArray());
    }

    /** What failed in any of them; empty when nothing did. */
    public String failures() {
        return repeats.stream()
                .map(LoadResult::failures)
                .filter(failures -> !failures.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
