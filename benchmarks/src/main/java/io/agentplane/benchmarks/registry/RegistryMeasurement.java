package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.load.LoadResults;
import io.agentplane.benchmarks.load.Watchers;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import io.agentplane.benchmarks.registry.Contest.Outcome;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The figures of registries that are started and empty. */
public final class RegistryMeasurement {

    private static final int SMALL = 1_000;
    private static final int MIDDLE = 10_000;
    private static final int LARGE = 100_000;
    private static final int WATCHERS = 1_000;
    private static final int FEW_WATCHERS = 20;
    private static final int LOOK_UPS_PER_SECOND = 100;
    private static final int RANKINGS_PER_SECOND = 5;
    private static final List<Integer> CHANGES_PER_SECOND = List.of(1, 5, 10);
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final int middle;
    private final int large;
    private final int watchers;
    private final Duration length;
    private final LoadGenerator load;
    private final AgentSeeds fleet;
    private final AgentplaneRegistry ours;
    private final EurekaRegistry eureka;
    private final Contest contest;

    private final Table throughput = new Table(
            "most per second",
            "agents",
            "ours",
            "P99, ms",
            "processor time of a call, ms",
            "Eureka",
            "P99, ms",
            "processor time of a call, ms",
            "ours beside Eureka",
            "failed");
    private final Table lookUps = new Table(
            "look-ups at %d/s".formatted(LOOK_UPS_PER_SECOND),
            "ours, P50, ms",
            "ours, P99, ms",
            "Eureka, P50, ms",
            "Eureka, P99, ms",
            "failed");
    private final Table arrivals = new Table(
            "heartbeats, ours", "agents whose newest arrived in the database", "from the last answer until then, ms");
    private final Table rankings = new Table("ranking, ours", "P50, ms", "P99, ms", "most per second", "failed");
    private final Table watch;

    RegistryMeasurement(AgentSeeds fleet, AgentplaneRegistry ours, EurekaRegistry eureka, Contest contest) {
        this.fleet = fleet;
        this.ours = ours;
        this.eureka = eureka;
        this.contest = contest;
        this.load = contest.load();
        this.length = contest.effort().time(LENGTH);
        this.middle = contest.effort().count(MIDDLE, SMALL);
        this.large = contest.effort().count(LARGE, SMALL);
        this.watchers = contest.effort().count(WATCHERS, FEW_WATCHERS);
        this.watch = new Table(
                "changes before %,d watchers, ours".formatted(watchers),
                "heard",
                "P50, ms",
                "P99, ms",
                "the change's own answer, P50, ms",
                "failed");
    }

    /** Prints what there is, also when something fails before the end. */
    void run(PrintStream out, Part part) throws Exception {
        try {
            part.measure(this);
        } finally {
            for (Table table : List.of(throughput, lookUps, arrivals, rankings, watch)) {
                out.println(table);
                out.println();
            }
        }
    }

    /** Only the heartbeats, in a third of the time. */
    public void measureHeartbeats() throws Exception {
        grow(0, SMALL);
        contest.prepare(registry -> registry.heartbeats(SMALL));
        measureHeartbeats(SMALL);
        grow(SMALL, large);
        measureHeartbeats(large);
    }

    public void measure() throws Exception {
        grow(0, SMALL);
        Supplier<Call> newcomers = ours.registrations();
        Supplier<Call> newInstances = eureka.registrations();
        Function<Registry, Supplier<Call>> registrations = registry -> registry == ours ? newcomers : newInstances;
        contest.prepare(registrations);
        contest.prepare(registry -> registry.heartbeats(SMALL));
        contest.prepare(Registry::lookUps);
        race("registrations", SMALL, contest.saturate(registrations));
        measureHeartbeats(SMALL);
        measureLookUps(SMALL);
        grow(SMALL, middle);
        measureRanking();
        measureLookUps(middle);
        grow(middle, large);
        measureHeartbeats(large);
        measureLookUps(large);
        measureWatch();
    }

    /** What of it to measure. */
    @FunctionalInterface
    public interface Part {

        void measure(RegistryMeasurement registries) throws Exception;
    }

    private void grow(int from, int to) throws SQLException {
        fleet.growTo(to);
        LoadResult grown = load.send(eureka.fleet(from), to - from);
        if (grown.failed() > 0) {
            throw new IllegalStateException("Eureka did not take the fleet: " + grown.failures());
        }
    }

    private void measureHeartbeats(int agents) {
        Heartbeats heartbeats = new Heartbeats(load, fleet, agents, length);
        Outcome outcome = contest.warm(
                registry -> registry.heartbeats(agents),
                (registry, calls) -> registry == ours ? heartbeats.send(calls) : load.saturate(calls, length));
        race("heartbeats", agents, outcome);
        arrivals.row(
                "of %,d agents".formatted(agents),
                heartbeats.arrived(),
                heartbeats.delays().show(0));
    }

    private void measureLookUps(int agents) {
        Function<Registry, Supplier<Call>> calls = Registry::lookUps;
        race("look-ups", agents, contest.saturate(calls));
        Outcome modest = contest.atRate(LOOK_UPS_PER_SECOND, calls);
        lookUps.row(
                "among %,d agents, %,d fit".formatted(agents, agents / 1_000),
                modest.ours().results().percentile(50).show(1),
                modest.ours().results().percentile(99).show(1),
                modest.eureka().results().percentile(50).show(1),
                modest.eureka().results().percentile(99).show(1),
                modest.failures());
    }

    private void race(String what, int agents, Outcome outcome) {
        throughput.row(
                what,
                "%,d".formatted(agents),
                outcome.ours().results().perSecond().show(0),
                outcome.ours().results().percentile(99).show(1),
                outcome.ours().millisPerCall().show(2),
                outcome.eureka().results().perSecond().show(0),
                outcome.eureka().results().percentile(99).show(1),
                outcome.eureka().millisPerCall().show(2),
                outcome.ratio(),
                outcome.failures());
    }

    private void measureRanking() {
        Call ranking = ours.ranking();
        load.saturate(ranking, length);
        List<LoadResult> modest = new ArrayList<>();
        List<LoadResult> most = new ArrayList<>();
        for (int repeat = 0; repeat < contest.repeats(); repeat++) {
            modest.add(load.atRate(ranking, RANKINGS_PER_SECOND, length));
            most.add(load.saturate(ranking, length));
        }
        LoadResults atRate = new LoadResults(modest);
        rankings.row(
                "among %,d agents, at %d/s".formatted(middle, RANKINGS_PER_SECOND),
                atRate.percentile(50).show(1),
                atRate.percentile(99).show(1),
                new LoadResults(most).perSecond().show(1),
                atRate.failures());
    }

    private void measureWatch() throws Exception {
        Watch measured = new Watch(load, ours, watchers, length);
        try (Watchers open = measured.open()) {
            measured.changing(CHANGES_PER_SECOND.getLast());
            for (int perSecond : CHANGES_PER_SECOND) {
                List<Watch.Run> runs = new ArrayList<>();
                for (int repeat = 0; repeat < contest.repeats(); repeat++) {
                    runs.add(measured.changing(perSecond));
                }
                watch.row(
                        "%d per second".formatted(perSecond),
                        "%,d of %,d"
                                .formatted(
                                        runs.stream()
                                                .mapToLong(run -> run.heard().count())
                                                .sum(),
                                        runs.stream()
                                                .mapToLong(Watch.Run::expected)
                                                .sum()),
                        show(runs, run -> run.heard().percentile(50)),
                        show(runs, run -> run.heard().percentile(99)),
                        show(runs, run -> run.made().latencies().percentile(50)),
                        new LoadResults(runs.stream().map(Watch.Run::made).toList()).failures());
            }
        }
    }

    private static String show(List<Watch.Run> runs, ToDoubleFunction<Watch.Run> figure) {
        return new Repeats(runs.stream().mapToDouble(figure).toArray()).show(1);
    }
}
