package io.agentplane.local.setup;

import io.agentplane.local.kafka.BrokerSettings;
import io.agentplane.local.kafka.BrokerStorage;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.kafka.TopicRight;
import io.agentplane.local.process.ClusterException;
import io.agentplane.local.service.Service;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.PropertyFile;
import io.agentplane.migrations.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes all passwords at random, once, and puts before each part what it has to know, and nothing else, in a volume of its
 * own. A service reads the names of its files as properties.
 */
@Command(name = "secrets", description = "Makes the secrets, hands each to who needs it, and formats Kafka's storage.")
final class SecretsJob implements Callable<Integer> {

    private static final String SUPERUSER = "postgres";

    private final PrintStream out;

    @Option(names = "--folder", required = true, description = "Keeps the secrets, in secrets/; for this job alone.")
    private Path folder = Path.of("");

    @Option(names = "--volumes", required = true, description = "A folder with the folder of each part in it.")
    private Path volumes = Path.of("");

    @Option(names = "--kafka-data", required = true, description = "Kafka's storage.")
    private Path kafkaData = Path.of("");

    @Option(names = "--kafka-host", required = true, description = "By which name clients reach Kafka.")
    private String kafkaHost = "";

    @Option(names = "--postgres-user", description = "Number of the user of PostgreSQL's image (${DEFAULT-VALUE}).")
    private int postgresUser = 999;

    @Option(names = "--kafka-user", description = "Number of the user of Kafka's image (${DEFAULT-VALUE}).")
    private int kafkaUser = 1000;

    @Option(names = "--own-user", description = "Number of the user of the other images (${DEFAULT-VALUE}).")
    private int ownUser = 10001;

    SecretsJob(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        DataFolder secrets = new DataFolder(folder);
        requireKept(SUPERUSER, volumes.resolve("postgres/password"));
        requireKept("kafka-" + KafkaLogins.ADMINISTRATOR, volumes.resolve("kafka/server.properties"));
        KafkaLogins logins = new KafkaLogins(secrets);
        postgres(secrets);
        for (Service service : Services.ALL) {
            service(service, secrets, logins);
        }
        kafkaUsers(logins);
        kafka(logins);
        out.println("The secrets are in place");
        return 0;
    }

    /** A new password would not open what was set up with the one before, and take its last copy. */
    private void requireKept(String password, Path handedOut) {
        if (Files.exists(handedOut) && !Files.exists(folder.resolve("secrets").resolve(password))) {
            throw new ClusterException(
                    "The secret %s is lost, but what it opens is there: bring back the volume of secrets, or copy the password from %s, or delete all volumes"
                            .formatted(password, handedOut));
        }
    }

    private void postgres(DataFolder secrets) throws IOException {
        Volume server = new Volume(volumes.resolve("postgres"), postgresUser);
        server.write("password", secrets.password(SUPERUSER));
        Volume migrations = new Volume(volumes.resolve("migrations"), ownUser);
        migrations.write("postgres-password", secrets.password(SUPERUSER));
        for (Schema schema : Schema.ALL) {
            migrations.write("roles/" + schema.service(), secrets.password(schema.service()));
        }
    }

    private void service(Service service, DataFolder secrets, KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve(service.name()), ownUser);
        if (!service.schemas().isEmpty()) {
            volume.write("spring.datasource.password", secrets.password(service.name()));
        }
        for (var setting : logins.client(service.name()).entrySet()) {
            volume.write("spring.kafka.properties." + setting.getKey(), setting.getValue());
        }
    }

    private void kafkaUsers(KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve("kafka-users"), ownUser);
        Properties administrator = new Properties();
        administrator.putAll(logins.client(KafkaLogins.ADMINISTRATOR));
        volume.write("kafka-admin.properties", PropertyFile.text(administrator));
        for (String service : TopicRight.services()) {
            volume.write("users/" + service, logins.password(service));
        }
    }

    private void kafka(KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve("kafka"), kafkaUser);
        Path storage = kafkaData.resolve("log");
        volume.write("server.properties", PropertyFile.text(BrokerSettings.inContainer(logins, kafkaHost, storage)));
        volume.write("log4j2.properties", BrokerSettings.logging());
        BrokerStorage.formatIfNew(
                storage, volume.folder().resolve("server.properties"), logins.password(KafkaLogins.ADMINISTRATOR));
        // Docker may have made the folder above as Kafka's image has it, so that one says nothing.
        new Volume(storage, kafkaUser).handOver();
        new Volume(kafkaData, kafkaUser).handOver();
    }
}
