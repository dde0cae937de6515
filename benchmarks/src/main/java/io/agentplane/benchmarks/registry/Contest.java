package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.load.LoadResults;
import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.ProcessorTime;
import io.agentplane.benchmarks.measure.Repeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ours and Eureka under the same load, in turns, so that a disturbance of the machine meets both. */
record Contest(LoadGenerator load, Effort effort, Contender ours, Contender eureka) {

    private static final int REPEATS = 3;
    private static final Duration COLD_START = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration LENGTH = Duration.ofSeconds(6);

    int repeats() {
        return effort.repeats(REPEATS);
    }

    /** Lets the JVMs of both see calls of a kind for as long as it takes to compile what they run. */
    void prepare(Function<Registry, Supplier<Call>> calls) {
        load.saturate(calls.apply(ours.registry()), effort.time(COLD_START));
        load.saturate(calls.apply(eureka.registry()), effort.time(COLD_START));
    }

    /** As much as each of them takes, after a warm-up. */
    Outcome saturate(Function<Registry, Supplier<Call>> calls) {
        return warm(calls, (registry, call) -> load.saturate(call, effort.time(LENGTH)));
    }

    /** So much for each, both warmed up by calls of this kind before. */
    Outcome atRate(int perSecond, Function<Registry, Supplier<Call>> calls) {
        return take(calls, (registry, call) -> load.atRate(call, perSecond, effort.time(LENGTH)));
    }

    /** What {@code turn} measures of each after a warm-up. */
    Outcome warm(Function<Registry, Supplier<Call>> calls, Turn turn) {
        load.saturate(calls.apply(ours.registry()), effort.time(WARM_UP));
        load.saturate(calls.apply(eureka.registry()), effort.time(WARM_UP));
        return take(calls, turn);
    }

    private Outcome take(Function<Registry, Supplier<Call>> calls, Turn turn) {
        Side oursTook = new Side(ours, calls.apply(ours.registry()));
        Side eurekaTook = new Side(eureka, calls.apply(eureka.registry()));
        for (int repeat = 0; repeat < repeats(); repeat++) {
            oursTook.take(turn);
            eurekaTook.take(turn);
        }
        return new Outcome(oursTook, eurekaTook);
    }

    /**
     * Who takes part.
     *
     * @param processor what it runs on, its database included
     */
    record Contender(Registry registry, ProcessorTime processor) {}

    /** One measurement of one of the two. */
    interface Turn {
        LoadResult take(Registry registry, Supplier<Call> calls);
    }

    /** What came of it. */
    record Outcome(Side ours, Side eureka) {

        /** Ours per second for each of Eureka's. */
        String ratio() {
            return String.format(
                    Locale.ROOT,
                    "%.2f",
                    ours.results().perSecond().median()
                            / eureka.results().perSecond().median());
        }

        String failures() {
            return Stream.of(ours, eureka)
                    .map(side -> side.results().failures())
                    .filter(failures -> !failures.isEmpty())
                    .collect(Collectors.joining("; "));
        }
    }

    /** What one of them took, turn by turn. */
    static final class Side {

        private final Contender contender;
        private final Supplier<Call> calls;
        private final List<LoadResult> taken = new ArrayList<>();
        private final List<Double> millisPerCall = new ArrayList<>();

        Side(Contender contender, Supplier<Call> calls) {
            this.contender = contender;
            this.calls = calls;
        }

        void take(Turn turn) {
            Duration before = contender.processor().used();
            LoadResult result = turn.take(contender.registry(), calls);
            Duration used = contender.processor().used().minus(before);
            taken.add(result);
            millisPerCall.add(
                    used.toNanos() / 1e6 / Math.max(1, result.latencies().count()));
        }

        LoadResults results() {
            return new LoadResults(taken);
        }

        /** Processor time of a call, in milliseconds. */
        Repeats millisPerCall() {
            return new Repeats(
                    millisPerCall.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
