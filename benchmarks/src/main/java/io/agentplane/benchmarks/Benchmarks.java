package io.agentplane.benchmarks;

import io.agentplane.benchmarks.governance.GovernanceScenario;
import io.agentplane.benchmarks.outbox.OutboxScenario;
import io.agentplane.benchmarks.policy.PolicyScenario;
import io.agentplane.benchmarks.proxy.ProxyScenario;
import io.agentplane.benchmarks.registry.RegistryMeasurement;
import io.agentplane.benchmarks.registry.RegistryScenario;
import io.agentplane.benchmarks.startup.StartupScenario;
import io.agentplane.local.ClusterOptions;
import java.nio.file.Path;

/** Runs the scenario it is told and prints its tables. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        String scenario = arguments.length == 1 ? arguments[0] : "";
        ClusterOptions options = ClusterOptions.temporary(Path.of("benchmarks", "target", "data", scenario));
        switch (scenario) {
            case "startup" -> new StartupScenario(options).run(System.out);
            case "outbox" -> new OutboxScenario(options).run(System.out);
            case "policy" -> new PolicyScenario().run(System.out);
            case "proxy" -> new ProxyScenario(options).run(System.out);
            case "registry" -> new RegistryScenario(options).run(System.out, RegistryMeasurement::measure);
            case "heartbeats" -> new RegistryScenario(options).run(System.out, RegistryMeasurement::measureHeartbeats);
            case "governance" -> new GovernanceScenario(options).run(System.out);
            default -> {
                System.err.println("Say which: startup, outbox, policy, proxy, registry, heartbeats or governance");
                System.exit(2);
            }
        }
        System.exit(0);
    }
}
