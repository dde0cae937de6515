package io.agentplane.local;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.Part;
import io.agentplane.local.service.BootJar;
import io.agentplane.local.service.ServiceParts;
import io.agentplane.local.service.Services;
import io.agentplane.local.service.Surroundings;
import io.agentplane.local.service.Training;
import io.agentplane.local.state.Ports;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The real thing: PostgreSQL, Kafka and the five services. */
public record ControlPlane(ClusterOptions options) implements Blueprint {

    @Override
    public Set<String> listeners() {
        Set<String> names = new LinkedHashSet<>(Services.ports());
        names.addAll(List.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER));
        return names;
    }

    @Override
    public List<Part> parts(Ports ports) {
        Part postgres = new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part();
        Part kafka = new KafkaBroker(
                        options.data(),
                        options.checkout().resolve("local-cluster/target/lib"),
                        ports.of(KafkaBroker.NAME),
                        ports.of(KafkaBroker.CONTROLLER))
                .part();
        ServiceParts services = services(ports);
        return Stream.concat(Stream.of(postgres, kafka), Services.ALL.stream().map(services::part))
                .toList();
    }

    private ServiceParts services(Ports ports) {
        return new ServiceParts(
                options.checkout(),
                new Surroundings(options.data(), ports),
                new Database(options.data(), ports.of(PostgresServer.NAME)));
    }

    @Override
    public Training prepareNextStart(Ports ports) {
        return services(ports).train(Services.ALL);
    }

    @Override
    public void check() {
        Services.ALL.forEach(service -> new BootJar(options.checkout(), service.module()).find());
    }
}
