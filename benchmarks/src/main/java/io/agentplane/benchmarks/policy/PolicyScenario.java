package io.agentplane.benchmarks.policy;

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
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of this package, each engine and size in a JVM of its own. */
public final class PolicyScenario {

    private static final List<String> SIZES = List.of("10", "100", "1000", "10000");

    public void run(PrintStream out) throws RunnerException {
        Collection<RunResult> decisions = measure(DecisionBenchmark.class);
        Table table = new Table("ns per decision", "10 policies", "100", "1,000", "10,000");
        for (Engine.Kind engine : Engine.Kind.values()) {
            List<String> cells = new ArrayList<>(List.of(engine.toString()));
            SIZES.forEach(size -> cells.add(show(
                    decisions.stream()
                            .filter(result -> parameter(result, "engine").equals(engine.name())
                                    && parameter(result, "policies").equals(size))
                            .toList(),
                    0)));
            table.row(cells.toArray(String[]::new));
        }
        out.println(table);
        out.println();

        Table compiling = new Table("compiling 10,000 policies", "ms");
        for (RunResult result : measure(CompileBenchmark.class)) {
            compiling.row(
                    "%s, %s"
                            .formatted(
                                    parameter(result, "form"),
                                    result.getPrimaryResult().getLabel()),
                    show(List.of(result), 0));
        }
        out.println(compiling);
    }

    private static Collection<RunResult> measure(Class<?> benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
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
