package io.agentplane.local.service;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.process.HttpHealth;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.StopSignal;
import io.agentplane.migrations.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Turns services into parts of the cluster. */
public final class ServiceParts {

    /**
     * A virtual thread that waits for a class to be loaded holds its carrier; on a machine of two cores there are two, and
     * where the one that loads waits for a carrier none of them ever gets on.
     */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    /**
     * Ten times the calls that the JVM waits for before it compiles a method by the second compiler (its defaults are 5,000,
     * 600, 15,000 and 40,000). A start runs much code a few thousand times and never again; compiling that took a third of
     * the processors' time until all were ready. What really is hot gets there within seconds of load.
     */
    private static final String[] COMPILE_WHAT_STAYS_HOT = {
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000"
    };

    private final Path checkout;
    private final Surroundings surroundings;
    private final Database database;

    public ServiceParts(Path checkout, Surroundings surroundings, Database database) {
        this.checkout = checkout;
        this.surroundings = surroundings;
        this.database = database;
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
        for (String schema : service.schemas()) {
            database.migrate(Schema.named(schema));
        }
        Path application =
                new BootJar(checkout, service.module()).unpackInto(surroundings.file(service, "application"));
        // In a file and not on the command line, which every user of the machine can read.
        Path properties = surroundings.file(service, "application.properties");
        surroundings.folder().writeOwnerOnly(properties, text(properties(service)));
        return JavaCommand.java(
                        "-Xms64m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        CARRIERS,
                        "-Djava.awt.headless=true",
                        "-Duser.timezone=UTC")
                .with(COMPILE_WHAT_STAYS_HOT)
                .with(service.jvmFlags().toArray(String[]::new))
                .jar(application, "--spring.config.additional-location=file:" + properties);
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

    private static String text(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
