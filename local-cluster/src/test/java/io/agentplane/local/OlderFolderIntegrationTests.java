package io.agentplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaClients;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Run;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder that was made when everybody could use Kafka and look into the files. */
@Timeout(120)
class OlderFolderIntegrationTests {

    private static final Path JARS = Path.of("target/lib").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path parent;

    @Test
    void keepsItsTopicsAndIsClosedToStrangers() throws Exception {
        Path folder = Files.createDirectory(
                parent.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        ClusterOptions options = ClusterOptions.temporary(folder);
        Files.createFile(options.data().lockFile());
        runAnOpenBroker(options);
        assertThat(OpenPaths.below(folder)).hasSizeGreaterThan(10);

        try (LocalCluster cluster =
                LocalCluster.claim(options, StandIns.kafka(options), (part, state, process) -> {})) {
            cluster.startParts();
            int port = ClusterState.read(options.data()).orElseThrow().ports().get(KafkaBroker.NAME);
            KafkaClients clients = new KafkaClients(options.data(), port);

            try (Admin kafka = clients.admin(KafkaLogins.ADMINISTRATOR)) {
                assertThat(kafka.listTopics().names().get()).contains("kept");
            }
            try (Admin kafka = clients.admin("registry")) {
                assertThat(kafka.listTopics().names().get()).isEmpty();
            }
            try (Admin kafka = clients.admin(Map.of())) {
                assertThatThrownBy(() -> kafka.listTopics().names().get()).isInstanceOf(ExecutionException.class);
            }
            assertThat(OpenPaths.below(folder)).isEmpty();
        }
    }

    /** As it was, as far as it matters. */
    private static void runAnOpenBroker(ClusterOptions options) throws Exception {
        Ports ports = Ports.choose(Set.of(KafkaBroker.NAME, KafkaBroker.CONTROLLER), Map.of());
        Path home = Files.createDirectories(options.data().of(KafkaBroker.NAME));
        Path settings = Files.writeString(home.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(
                        ports.of(KafkaBroker.NAME), ports.of(KafkaBroker.CONTROLLER), home.resolve("data")));
        Run.toCompletion(
                java("kafka.tools.StorageTool", "format", "-c", settings.toString(), "-t", "MkU3OEVBNTcwNTJENDM2Qk"));
        Process broker = new ProcessBuilder(java("kafka.Kafka", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        try {
            await().atMost(LIMIT).until(() -> StandIns.accepts(ports.of(KafkaBroker.NAME)));
            try (Admin kafka = new KafkaClients(options.data(), ports.of(KafkaBroker.NAME)).admin(Map.of())) {
                kafka.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get();
            }
        } finally {
            broker.destroy();
            if (!broker.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        }
        openToAll(home);
    }

    private static void openToAll(Path home) throws IOException {
        try (var all = Files.walk(home)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static List<String> java(String mainClass, String... arguments) {
        return JavaCommand.java("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.language=en")
                .main(mainClass, JARS.resolve("*").toString(), arguments);
    }
}
