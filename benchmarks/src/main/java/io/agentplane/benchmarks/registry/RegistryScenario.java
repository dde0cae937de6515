package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.identity.KeyServer;
import io.agentplane.benchmarks.identity.ServiceToken;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.ProcessorTime;
import io.agentplane.benchmarks.registry.Contest.Contender;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Measures registry-service beside Netflix Eureka, with fleets of a thousand to a hundred thousand agents. */
public final class RegistryScenario {

    private static final int CONNECTIONS = 64;
    private static final int FEW_CONNECTIONS = 8;

    private final ClusterOptions options;
    private final Effort effort;

    public RegistryScenario(ClusterOptions options, Effort effort) {
        this.options = options;
        this.effort = effort;
    }

    public void run(PrintStream out, RegistryMeasurement.Part measured) throws Exception {
        DataFolder.deleteTree(options.data().root());
        LocalCluster cluster =
                LocalCluster.claim(options, new RegistryParts(options, effort), (part, state, process) -> {});
        try (cluster) {
            cluster.startParts();
            measure(out, measured);
        }
    }

    private void measure(PrintStream out, RegistryMeasurement.Part measured) throws Exception {
        Ports ports = new Ports(ClusterState.read(options.data()).orElseThrow().ports());
        try (KeyServer keys = new KeyServer(ports.of(Services.GATEWAY));
                AgentSeeds fleet = new AgentSeeds(new Database(options.data(), ports.of(PostgresServer.NAME)));
                LoadGenerator load = new LoadGenerator(effort.count(CONNECTIONS, FEW_CONNECTIONS))) {
            AgentplaneRegistry ours = new AgentplaneRegistry(
                    address(ports, RegistryParts.REGISTRY, "/api/v1"),
                    ServiceToken.sign(keys.key(), AgentSeeds.NAMESPACE, Clock.systemUTC()),
                    ServiceToken.sign(keys.key(), "newcomers", Clock.systemUTC()));
            EurekaRegistry eureka = new EurekaRegistry(address(ports, RegistryParts.EUREKA, "/eureka"));
            Contest contest = new Contest(
                    load,
                    effort,
                    new Contender(ours, processorTime(RegistryParts.REGISTRY, PostgresServer.NAME)),
                    new Contender(eureka, processorTime(RegistryParts.EUREKA)));
            new RegistryMeasurement(fleet, ours, eureka, contest).run(out, measured);
        }
    }

    private ProcessorTime processorTime(String... parts) throws IOException {
        Map<String, ProcessId> processes =
                ClusterState.read(options.data()).orElseThrow().parts();
        return new ProcessorTime(Stream.of(parts)
                .map(part -> Objects.requireNonNull(processes.get(part)).find().orElseThrow())
                .toList());
    }

    private static URI address(Ports ports, String part, String path) {
        return URI.create("http://127.0.0.1:" + ports.of(part) + path);
    }
}
