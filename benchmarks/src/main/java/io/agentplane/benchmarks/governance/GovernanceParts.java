package io.agentplane.benchmarks.governance;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.Part;
import io.agentplane.local.service.ServiceParts;
import io.agentplane.local.service.Services;
import io.agentplane.local.service.Surroundings;
import io.agentplane.local.state.Ports;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The gateway, policy-service and registry-service on the local cluster's PostgreSQL and Kafka. */
record GovernanceParts(ClusterOptions options, Effort effort) implements Blueprint {

    static final String POLICY = "policy";

    private static final Set<String> SERVICES = Set.of("registry", POLICY, Services.GATEWAY);

    /** What a server would be given: both compilers, and some room. The last of two sizes counts. */
    private static final List<String> SERVER = List.of("-Xms256m", "-Xmx1g");

    @Override
    public Set<String> listeners() {
        Set<String> names = new LinkedHashSet<>(Services.ports());
        names.addAll(List.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER));
        return names;
    }

    @Override
    public List<Part> parts(Ports ports) {
        Database database = new Database(options.data(), ports.of(PostgresServer.NAME));
        List<Part> parts = new ArrayList<>();
        parts.add(new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part());
        parts.add(new KafkaBroker(
                        options.data(),
                        options.checkout().resolve("local-cluster/target/lib"),
                        ports.of(KafkaBroker.NAME),
                        ports.of(KafkaBroker.CONTROLLER))
                .part());
        var services = new ServiceParts(options.checkout(), new Surroundings(options.data(), ports), database);
        Services.ALL.stream()
                .filter(service -> SERVICES.contains(service.name()))
                .map(service -> service.withJvmFlags(effort.flags(SERVER)))
                .map(services::part)
                .forEach(parts::add);
        return parts;
    }
}
