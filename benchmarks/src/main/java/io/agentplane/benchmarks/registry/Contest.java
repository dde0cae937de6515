package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.load.LoadResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ours and Eureka under the same load, in turns, so that a disturbance of the machine meets both. */
record Contest(LoadGenerator load, Registry ours, Registry eureka) {

    static final int REPEATS = 3;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration LENGTH = Duration.ofSeconds(6);

    /** As much as each of them takes, after a warm-up. */
    Outcome saturate(Function<Registry, Supplier<Call>> calls) {
        return warm(calls, (registry, call) -> load.saturate(call, LENGTH));
    }

    /** So much for each, both warmed up by calls of this kind before. */
    Outcome atRate(int perSecond, Function<Registry, Supplier<Call>> calls) {
        return take(calls.apply(ours), calls.apply(eureka), (registry, call) -> load.atRate(call, perSecond, LENGTH));
    }

    /** What {@code turn} measures of each after a warm-up. */
    Outcome warm(Function<Registry, Supplier<Call>> calls, Turn turn) {
        Supplier<Call> toOurs = calls.apply(ours);
        Supplier<Call> toEureka = calls.apply(eureka);
        load.saturate(toOurs, WARM_UP);
        load.saturate(toEureka, WARM_UP);
        return take(toOurs, toEureka, turn);
    }

    private Outcome take(Supplier<Call> toOurs, Supplier<Call> toEureka, Turn turn) {
        List<LoadResult> oursTook = new ArrayList<>();
        List<LoadResult> eurekaTook = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            oursTook.add(turn.take(ours, toOurs));
            eurekaTook.add(turn.take(eureka, toEureka));
        }
        return new Outcome(new LoadResults(oursTook), new LoadResults(eurekaTook));
    }

    /** One measurement of one of the two. */
    interface Turn {
        LoadResult take(Registry registry, Supplier<Call> calls);
    }

    /** What came of it. */
    record Outcome(LoadResults ours, LoadResults eureka) {

        /** Ours per second for each of Eureka's. */
        String ratio() {
            return String.format(
                    Locale.ROOT,
                    "%.2f",
                    ours.perSecond().median() / eureka.perSecond().median());
        }

        String failures() {
            return String.join("; ", List.of(ours.failures(), eureka.failures()))
                    .replaceFirst("^; $", "");
        }
    }
}
