package io.agentplane.local.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.tools.StorageTool;

/** Where a broker keeps its metadata and logs. */
public final class BrokerStorage {

    private static final String WRITTEN_LAST = "meta.properties";

    private BrokerStorage() {}

    /**
     * Makes a storage that lets the administrator in, unless it was made before. In this process and not by a command, on
     * whose line the password would stand.
     *
     * @param storage the folder, as the settings name it
     * @param settings the broker's file
     */
    public static void formatIfNew(Path storage, Path settings, String administratorPassword) throws IOException {
        if (Files.exists(storage.resolve(WRITTEN_LAST))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int result = format(settings, administratorPassword, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (result != 0) {
            throw new IOException("Kafka's storage can't be made: "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static int format(Path settings, String administratorPassword, PrintStream out) throws IOException {
        try {
            return StorageTool.execute(
                    new String[] {
                        "format",
                        "--config",
                        settings.toString(),
                        // In one word, as an id may begin with a hyphen.
                        "--cluster-id=" + BrokerSettings.newClusterId(),
                        "--ignore-formatted",
                        "--add-scram",
                        "%s=[name=%s,iterations=%d,password=%s]"
                                .formatted(
                                        KafkaLogins.MECHANISM,
                                        KafkaLogins.ADMINISTRATOR,
                                        KafkaLogins.ROUNDS,
                                        administratorPassword)
                    },
                    out);
        } catch (RuntimeException failed) {
            throw new IOException("Kafka's storage can't be made: " + failed.getMessage(), failed);
        }
    }
}
