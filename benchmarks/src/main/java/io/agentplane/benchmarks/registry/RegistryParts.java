package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.HttpHealth;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.service.BootJar;
import io.agentplane.local.service.Service;
import io.agentplane.local.service.ServiceParts;
import io.agentplane.local.service.Services;
import io.agentplane.local.service.Surroundings;
import io.agentplane.local.state.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Registry-service on the local cluster's PostgreSQL and Kafka, and a Eureka server. */
record RegistryParts(ClusterOptions options, Effort effort) implements Blueprint {

    static final String REGISTRY = "registry";
    static final String EUREKA = "eureka";

    /** What a server would be given: both compilers, and room for a large fleet. The last of two sizes counts. */
    private static final List<String> SERVER = List.of("-Xms256m", "-Xmx2g");

    @Override
    public Set<String> listeners() {
        Set<String> names = new LinkedHashSet<>(Services.ports());
        names.addAll(List.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER, EUREKA));
        return names;
    }

    @Override
    public List<Part> parts(Ports ports) {
        Database database = new Database(options.data(), ports.of(PostgresServer.NAME));
        return List.of(
                new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part(),
                new KafkaBroker(
                                options.data(),
                                options.checkout().resolve("local-cluster/target/lib"),
                                ports.of(KafkaBroker.NAME),
                                ports.of(KafkaBroker.CONTROLLER))
                        .part(),
                new ServiceParts(options.checkout(), new Surroundings(options.data(), ports), database)
                        .part(registry()),
                eureka(ports.of(EUREKA)));
    }

    private Service registry() {
        return Services.ALL.stream()
                .filter(service -> service.name().equals(REGISTRY))
                .findAny()
                .orElseThrow()
                .withJvmFlags(effort.flags(SERVER));
    }

    private Part eureka(int port) {
        Path jar = new BootJar(options.checkout().resolve("benchmarks"), EUREKA).find();
        return new Part(
                EUREKA,
                Set.of(),
                () -> JavaCommand.java("-XX:+UseSerialGC")
                        .with(effort.flags(SERVER).toArray(String[]::new))
                        .jar(jar, "--server.port=" + port),
                StopSignal.TERMINATE,
                new HttpHealth(URI.create("http://127.0.0.1:" + port + "/actuator/health")));
    }
}
