package io.agentplane.benchmarks.policy;

import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicySet;
import java.util.List;
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

/**
 * A set of policies: compiled by a JVM that has just started, then made again as after a change, with nothing left to
 * compile.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class CompileBenchmark {

    /** What the policies are made of. */
    public enum Form {
        CONDITIONS,
        EXPRESSIONS
    }

    @Param
    Form form;

    @Param("10000")
    int policies;

    private List<Policy> set;
    private PolicySet inForce = PolicySet.compile(List.of());

    @Setup
    public void prepare() {
        var workload = Workload.of(policies);
        set = switch (form) {
            case CONDITIONS -> OurEngine.conditions(workload);
            case EXPRESSIONS -> OurEngine.expressions(workload);
        };
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public PolicySet first() {
        return PolicySet.compile(set);
    }

    @Benchmark
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public PolicySet again() {
        inForce = inForce.recompile(set, Decision.allow());
        return inForce;
    }
}
