package io.agentplane.local.service;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.process.HttpHealth;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.state.PropertyFile;
import io.agentplane.migrations.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** Turns services into parts of the cluster. */
public final class ServiceParts {

    private static final String COMMENT = "#";

    /** What every service's JVM is told, and how much memory it may take here. */
    private static final List<String> JVM =
            Stream.concat(options().stream(), Stream.of("-Xms64m", "-Xmx256m")).toList();

    private final Path checkout;
    private final Surroundings surroundings;
    private final Database database;

    public ServiceParts(Path checkout, Surroundings surroundings, Database database) {
        this.checkout = checkout;
        this.surroundings = surroundings;
        this.database = database;
    }

    /** Those in {@code deploy/jvm.options}. */
    private static List<String> options() {
        try (InputStream in = Objects.requireNonNull(ServiceParts.class.getResourceAsStream("jvm.options"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Part part(Service service) {
        int management = surroundings.ports().of(service.managementPort());
        return new Part(
                service.name(),
                service.startsAfter(),
                () -> prepare(service),
                StopSignal.TERMINATE,
                new HttpHealth(URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(management))));
    }

    private List<String> prepare(Service service) throws IOException, InterruptedException {
        // Its own last: the service goes by that.
        for (String schema : service.schemas().reversed()) {
            database.migrate(Schema.named(schema));
        }
        Path application =
                new BootJar(checkout, service.module()).unpackInto(surroundings.file(service, "application"));
        // In a file and not on the command line, which every user of the machine can read.
        Path properties = surroundings.file(service, "application.properties");
        surroundings.folder().writeOwnerOnly(properties, PropertyFile.text(properties(service)));
        return cache(service, application).run("--spring.config.additional-location=file:" + properties);
    }

    /** What makes the next start of the services quicker, once they have been started. */
    public Training train(List<Service> services) {
        return new Training(services.stream()
                .map(service ->
                        cache(service, surroundings.file(service, "application").resolve(BootJar.APPLICATION)))
                .toList());
    }

    private AotCache cache(Service service, Path application) {
        return new AotCache(
                application,
                Stream.concat(JVM.stream(), service.jvmFlags().stream()).toList(),
                surroundings.folder().log(service.name() + "-training"));
    }

    private Properties properties(Service service) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("server.address", "127.0.0.1");
        properties.setProperty("server.port", port(service.name()));
        properties.setProperty("management.server.address", "127.0.0.1");
        properties.setProperty("management.server.port", port(service.managementPort()));
        properties.setProperty("spring.kafka.bootstrap-servers", "127.0.0.1:" + port(KafkaBroker.NAME));
        new KafkaLogins(surroundings.folder())
                .client(service.name())
                .forEach((name, value) -> properties.setProperty("spring.kafka.properties." + name, value));
        properties.setProperty(
                "agentplane.identity.jwks-uri", surroundings.url(Services.GATEWAY) + "/.well-known/jwks.json");
        if (!service.schemas().isEmpty()) {
            properties.setProperty("spring.datasource.url", database.url());
            properties.setProperty("spring.datasource.username", service.name());
            properties.setProperty("spring.datasource.password", database.password(service.name()));
        }
        properties.putAll(service.settings().apply(surroundings));
        return properties;
    }

    private String port(String listener) {
        return Integer.toString(surroundings.ports().of(listener));
    }
}
