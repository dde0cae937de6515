package io.agentplane.local.setup;

import io.agentplane.local.kafka.KafkaUsers;
import io.agentplane.local.kafka.TopicRight;
import io.agentplane.local.process.ClusterException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the services' users in Kafka and gives each its rights, no more and no less than the table says. */
@Command(name = "kafka-users", description = "Makes the services' Kafka users and gives them their rights.")
final class KafkaUsersJob implements Callable<Integer> {

    /** As long as a broker takes that has to read its logs again. */
    private static final String LIMIT_MILLIS = "120000";

    private final PrintStream out;

    @Option(names = "--bootstrap-server", required = true, description = "Where Kafka is.")
    private String bootstrapServer = "";

    @Option(names = "--administrator", required = true, description = "The settings of a client that is administrator.")
    private Path administrator = Path.of("");

    @Option(names = "--passwords", required = true, description = "A folder with the password of each user.")
    private Path passwords = Path.of("");

    KafkaUsersJob(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> users = new LinkedHashMap<>();
        for (String service : TopicRight.services()) {
            users.put(service, Files.readString(passwords.resolve(service)).strip());
        }
        try (Admin kafka = Admin.create(client())) {
            new KafkaUsers(users).apply(kafka);
        } catch (ExecutionException failed) {
            throw refused(failed.getCause() == null ? failed : failed.getCause());
        } catch (KafkaException failed) {
            throw refused(failed.getCause() == null ? failed : failed.getCause());
        }
        out.println("Kafka knows the services and what each may do");
        return 0;
    }

    private ClusterException refused(Throwable reason) {
        return new ClusterException(
                "The users of Kafka at %s can't be made: %s".formatted(bootstrapServer, reason.getMessage()), reason);
    }

    private Properties client() throws IOException {
        Properties client = new Properties();
        try (Reader settings = Files.newBufferedReader(administrator)) {
            client.load(settings);
        }
        client.setProperty("bootstrap.servers", bootstrapServer);
        client.setProperty("default.api.timeout.ms", LIMIT_MILLIS);
        return client;
    }
}
