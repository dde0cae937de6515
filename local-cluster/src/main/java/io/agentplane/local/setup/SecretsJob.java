package io.agentplane.local.setup;

import io.agentplane.local.kafka.BrokerSettings;
import io.agentplane.local.kafka.BrokerStorage;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.kafka.TopicRight;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import io.agentplane.migrations.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Option(names = "--secrets", required = true, description = "Where the secrets are kept; for this job alone.")
    private Path kept = Path.of("");

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
        OwnerOnly.createFolders(kept);
        DataFolder secrets = new DataFolder(kept);
        KafkaLogins logins = new KafkaLogins(secrets);
        postgres(secrets);
        for (String service : services()) {
            service(service, secrets, logins);
        }
        kafkaUsers(logins);
        kafka(logins);
        out.println("The secrets are in place");
        return 0;
    }

    private static TreeSet<String> services() {
        TreeSet<String> services =
                Schema.ALL.stream().map(Schema::service).collect(Collectors.toCollection(TreeSet::new));
        services.addAll(TopicRight.services());
        return services;
    }

    private void postgres(DataFolder secrets) throws IOException {
        Volume server = new Volume(volumes.resolve("postgres"), postgresUser);
        server.write("password", secrets.password(SUPERUSER));
        server.handOver();
        Volume migrations = new Volume(volumes.resolve("migrations"), ownUser);
        migrations.write("administrator", secrets.password(SUPERUSER));
        for (Schema schema : Schema.ALL) {
            migrations.write("roles/" + schema.service(), secrets.password(schema.service()));
        }
        migrations.handOver();
    }

    private void service(String name, DataFolder secrets, KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve(name), ownUser);
        if (Schema.ALL.stream().anyMatch(schema -> schema.service().equals(name))) {
            volume.write("spring.datasource.password", secrets.password(name));
        }
        for (var setting : logins.client(name).entrySet()) {
            volume.write("spring.kafka.properties." + setting.getKey(), setting.getValue());
        }
        volume.handOver();
    }

    private void kafkaUsers(KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve("kafka-users"), ownUser);
        Properties administrator = new Properties();
        administrator.putAll(logins.client(KafkaLogins.ADMINISTRATOR));
        volume.write("administrator.properties", text(administrator));
        for (String service : TopicRight.services()) {
            volume.write("users/" + service, logins.password(service));
        }
        volume.handOver();
    }

    private void kafka(KafkaLogins logins) throws IOException {
        Volume volume = new Volume(volumes.resolve("kafka"), kafkaUser);
        Path storage = kafkaData.resolve("log");
        volume.write("server.properties", text(BrokerSettings.inContainer(logins, kafkaHost, storage)));
        volume.write("log4j2.properties", BrokerSettings.logging());
        BrokerStorage.formatIfNew(
                storage, volume.folder().resolve("server.properties"), logins.password(KafkaLogins.ADMINISTRATOR));
        volume.handOver();
        new Volume(kafkaData, kafkaUser).handOver();
    }

    private static String text(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
