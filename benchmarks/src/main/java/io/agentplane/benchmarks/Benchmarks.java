package io.agentplane.benchmarks;

import io.agentplane.benchmarks.governance.GovernanceScenario;
import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.outbox.OutboxScenario;
import io.agentplane.benchmarks.policy.PolicyScenario;
import io.agentplane.benchmarks.proxy.ProxyScenario;
import io.agentplane.benchmarks.registry.RegistryMeasurement;
import io.agentplane.benchmarks.registry.RegistryScenario;
import io.agentplane.benchmarks.startup.StartupScenario;
import io.agentplane.local.ClusterOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs the scenario it is told and prints its tables. */
public final class Benchmarks {

    private static final String BRIEF = "--brief";
    private static final int WRONG_USAGE = 2;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), Path.of("benchmarks", "target", "data"), System.out));
    }

    /**
     * Answers the program's exit code.
     *
     * @param data where each scenario has a folder of its own
     */
    static int run(List<String> arguments, Path data, PrintStream out) throws Exception {
        Effort effort = arguments.contains(BRIEF) ? Effort.BRIEF : Effort.FULL;
        List<String> scenarios =
                arguments.stream().filter(argument -> !argument.equals(BRIEF)).toList();
        String scenario = scenarios.size() == 1 ? scenarios.getFirst() : "";
        ClusterOptions options = ClusterOptions.temporary(data.resolve(scenario));
        switch (scenario) {
            case "startup" -> new StartupScenario(options, effort).run(out);
            case "outbox" -> new OutboxScenario(options, effort).run(out);
            case "policy" -> new PolicyScenario(effort).run(out);
            case "proxy" -> new ProxyScenario(options, effort).run(out);
            case "registry" -> new RegistryScenario(options, effort).run(out, RegistryMeasurement::measure);
            case "heartbeats" -> new RegistryScenario(options, effort).run(out, RegistryMeasurement::measureHeartbeats);
            case "governance" -> new GovernanceScenario(options, effort).run(out);
            default -> {
                System.err.println("Say which: startup, outbox, policy, proxy, registry, heartbeats or governance; "
                        + BRIEF + " only tries whether it runs");
                return WRONG_USAGE;
            }
        }
        return 0;
    }
}
