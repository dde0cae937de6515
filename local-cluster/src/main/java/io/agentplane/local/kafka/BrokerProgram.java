package io.agentplane.local.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.Kafka;
import org.apache.kafka.clients.admin.Admin;

/**
 * The broker's process: Kafka, and beside it a thread that gives the services their rights, so that the library is loaded
 * once and while Kafka starts. Until the rights are given, nobody but the administrator has any.
 */
final class BrokerProgram {

    private static final int FAILED = 1;

    /** As long as the launcher waits for it: a broker that was killed reads its logs again before it answers. */
    private static final String START_LIMIT_MILLIS = "120000";

    private BrokerProgram() {}

    /**
     * @param arguments the broker's settings, the administrator's as a client, and the file to make once all have their
     *     rights
     */
    public static void main(String[] arguments) {
        Path administrator = Path.of(arguments[1]);
        Path given = Path.of(arguments[2]);
        Thread.ofPlatform().daemon().name("rights").start(() -> giveRights(administrator, given));
        Kafka.main(new String[] {arguments[0]});
    }

    private static void giveRights(Path administrator, Path given) {
        try (Reader settings = Files.newBufferedReader(administrator)) {
            Properties client = new Properties();
            client.load(settings);
            client.setProperty("default.api.timeout.ms", START_LIMIT_MILLIS);
            try (Admin kafka = Admin.create(client)) {
                new TopicAcls(TopicRight.all()).apply(kafka);
            }
            Files.createFile(given);
        } catch (IOException | ExecutionException | InterruptedException | RuntimeException failed) {
            System.err.println("The services can't be given their rights: " + failed);
            System.exit(FAILED);
        }
    }
}
