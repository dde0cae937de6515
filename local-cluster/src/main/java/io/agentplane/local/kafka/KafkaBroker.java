package io.agentplane.local.kafka;

import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.Run;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The event broker. It runs in a JVM of its own, so that it can be stopped and lost like one. */
public final class KafkaBroker {

    public static final String NAME = "kafka";

    /** The port of the controller, which only the broker itself calls. */
    public static final String CONTROLLER = "kafka-controller";

    private final Path home;
    private final Path jars;
    private final int port;
    private final int controllerPort;

    public KafkaBroker(DataFolder folder, Path jars, int port, int controllerPort) {
        this.home = folder.of(NAME);
        this.jars = jars;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    public Part part() {
        return new Part(NAME, Set.of(), this::prepare, StopSignal.TERMINATE, new KafkaHealth(port));
    }

    private List<String> prepare() throws IOException, InterruptedException {
        Files.createDirectories(home);
        Path configuration = home.resolve("server.properties");
        Files.writeString(configuration, properties());
        Path logging = home.resolve("log4j2.properties");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("log4j2.properties"))) {
            Files.copy(in, logging, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(home.resolve("data/meta.properties"))) {
            formatStorage(configuration, logging);
        }
        return jvm("-Xms128m", "-Xmx256m", "-Dlog4j2.configurationFile=" + logging)
                .main("kafka.Kafka", classPath(), configuration.toString());
    }

    private void formatStorage(Path configuration, Path logging) throws IOException, InterruptedException {
        Run.toCompletion(jvm("-Xmx64m", "-Dlog4j2.configurationFile=" + logging)
                .main(
                        "kafka.tools.StorageTool",
                        classPath(),
                        "format",
                        "--config",
                        configuration.toString(),
                        "--cluster-id=" + newClusterId(),
                        "--ignore-formatted"));
    }

    private static JavaCommand jvm(String... flags) {
        // The first compiler is quick enough for one machine's events and saves a third of the start.
        return JavaCommand.java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError")
                .with(flags);
    }

    private String classPath() {
        return jars.resolve("*").toString();
    }

    private static String newClusterId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String properties() {
        // The buffer of the log cleaner is taken at start and is half the heap unless it is made smaller. Topics are
        // made by the service that owns them, because only it knows which are compacted.
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                num.partitions=4
                default.replication.factor=1
                auto.create.topics.enable=false
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=8388608
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                """.formatted(port, controllerPort, home.resolve("data"));
    }
}
