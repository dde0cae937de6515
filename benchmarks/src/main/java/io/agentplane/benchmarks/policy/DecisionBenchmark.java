package io.agentplane.benchmarks.policy;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision after the other, the questions in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class DecisionBenchmark {

    @Param
    Engine.Kind engine;

    @Param({"10", "100", "1000", "10000"})
    int policies;

    private Engine asked;
    private int questions;
    private int next;

    @Setup
    public void build() throws Exception {
        var workload = Workload.of(policies);
        asked = engine.over(workload);
        questions = workload.questions().size();
    }

    @Benchmark
    public boolean decide() {
        next = (next + 1) % questions;
        return asked.allows(next);
    }
}
