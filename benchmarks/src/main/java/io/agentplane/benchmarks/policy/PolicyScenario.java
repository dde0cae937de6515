package io.agentplane.benchmarks.policy;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of this package, for figures each engine and size in a JVM of its own. */
public final class PolicyScenario {

    private static final int FEWEST_POLICIES = 10;
    private static final int MAX_POLICIES = 10_000;
    private static final List<Integer> SIZES = List.of(FEWEST_POLICIES, 100, 1_000, MAX_POLICIES);
    private static final TimeValue MOMENT = TimeValue.milliseconds(50);

    private final Effort effort;

    public PolicyScenario(Effort effort) {
        this.effort = effort;
    }

    public void run(PrintStream out) throws RunnerException {
        List<Integer> sizes = SIZES.stream()
                .map(size -> effort.count(size, FEWEST_POLICIES))
                .distinct()
                .toList();
        Collection<RunResult> decisions = measure(DecisionBenchmark.class, sizes);
        Table table = new Table(headings(sizes));
        for (Engine.Kind engine : Engine.Kind.values()) {
            List<String> cells = new ArrayList<>(List.of(engine.toString()));
            sizes.forEach(size -> cells.add(show(
                    decisions.stream()
                            .filter(result -> parameter(result, "engine").equals(engine.name())
                                    && parameter(result, "policies").equals(size.toString()))
                            .toList(),
                    0)));
            table.row(cells.toArray(String[]::new));
        }
        out.println(table);
        out.println();

        int compiled = effort.count(MAX_POLICIES, 1_000);
        Table compiling = new Table("compiling %,d policies".formatted(compiled), "ms");
        for (RunResult result : measure(CompileBenchmark.class, List.of(compiled))) {
            compiling.row(
                    "%s, %s"
                            .formatted(
                                    parameter(result, "form"),
                                    result.getPrimaryResult().getLabel()),
                    show(List.of(result), 0));
        }
        out.println(compiling);
    }

    private static String[] headings(List<Integer> sizes) {
        List<String> headings = new ArrayList<>(List.of("ns per decision"));
        sizes.forEach(size -> headings.add("%,d".formatted(size)));
        headings.set(1, headings.get(1) + " policies");
        return headings.toArray(String[]::new);
    }

    private Collection<RunResult> measure(Class<?> benchmark, List<Integer> sizes) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName())
                .param("policies", sizes.stream().map(String::valueOf).toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (effort == Effort.BRIEF) {
            // A JVM for each would take longer than all that runs in them.
            options.forks(0)
                    .warmupIterations(1)
                    .warmupTime(MOMENT)
                    .measurementIterations(1)
                    .measurementTime(MOMENT);
        }
        return new Runner(options.build()).run();
    }

    private static String parameter(RunResult result, String name) {
        return result.getParams().getParam(name);
    }

    /** The median and the spread of all iterations. */
    private static String show(List<RunResult> results, int decimals) {
        return new Repeats(results.stream()
                        .flatMap(result -> result.getBenchmarkResults().stream())
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .map(IterationResult::getPrimaryResult)
                        .mapToDouble(iteration -> iteration.getScore())
                        .toArray())
                .show(decimals);
    }
}
