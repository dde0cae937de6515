package io.agentplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.RunningCluster.PartReport;
import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.service.Service;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole cluster, with the real stores and fakes of the services' boot jars. */
@Tag("fault")
class ControlPlaneIntegrationTests {

    @TempDir
    private Path checkout;

    private ClusterOptions options = ClusterOptions.temporary(Path.of("unused"));

    @BeforeEach
    void layOutCheckout() throws IOException {
        options = ClusterOptions.in(checkout).withPort(0);
        Files.createDirectories(checkout.resolve("local-cluster/target"));
        Files.createSymbolicLink(
                checkout.resolve("local-cluster/target/lib"),
                Path.of("target/lib").toAbsolutePath());
        for (Service service : Services.ALL) {
            FakeService.build(checkout, service.module());
        }
    }

    @AfterEach
    void keepTheLibrariesOutOfTheCleaning() throws IOException {
        Files.delete(checkout.resolve("local-cluster/target/lib"));
    }

    @Test
    void startsEverythingAndRestartsWhatCrashes() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(options)) {
            ClusterState state = ClusterState.read(options.data()).orElseThrow();
            assertThat(state.parts()).hasSize(7);
            assertThat(cluster.adminKey()).isEqualTo("ap_made-at-first-start");
            assertThat(StandIns.accepts(cluster.gatewayUrl().getPort())).isTrue();
            registryWasToldOfTheOthers(state);
            assertThat(OpenPaths.below(options.data().root())).isEmpty();
            noSecretIsWhereOthersOrLogsShowIt(state);

            RunningCluster seenFromOutside =
                    RunningCluster.find(options, new ControlPlane(options)).orElseThrow();
            assertThat(seenFromOutside.report()).hasSize(7).allMatch(PartReport::ready);

            ProcessId crashed = state.parts().get("scheduler");
            crashed.find().orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> isReadyAgain("scheduler", crashed));
        }
        assertThat(RunningCluster.find(options, new ControlPlane(options))).isEmpty();
    }

    @Test
    void refusesToStartWhatIsNotBuilt() throws Exception {
        DataFolder.deleteTree(checkout.resolve("config-service"));

        assertThatThrownBy(() -> LocalCluster.start(options))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("config-service is not built: there is no config-service-*-boot.jar in ");
    }

    private void noSecretIsWhereOthersOrLogsShowIt(ClusterState state) throws IOException {
        Set<String> secrets = new HashSet<>();
        try (Stream<Path> files = Files.list(options.data().of("secrets"))) {
            for (Path file : files.toList()) {
                assertThat(secrets.add(Files.readString(file)))
                        .as(file.toString())
                        .isTrue();
            }
        }
        // PostgreSQL's superuser, the roles of four services, Kafka's administrator and five services.
        assertThat(secrets).hasSize(11);
        for (ProcessId part : state.parts().values()) {
            ProcessHandle process = part.find().orElseThrow();
            List<String> lines = Stream.concat(Stream.of(process), process.descendants())
                    .flatMap(running -> running.info().commandLine().stream())
                    .toList();
            assertThat(lines).isNotEmpty().noneMatch(line -> secrets.stream().anyMatch(line::contains));
        }
        try (Stream<Path> logs = Files.list(options.data().logs())) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secrets);
            }
        }
    }

    private void registryWasToldOfTheOthers(ClusterState state) throws IOException {
        Path file = options.data().of("registry").resolve("application.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Properties settings = new Properties();
        settings.load(new StringReader(Files.readString(file)));
        assertThat(settings)
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", state.ports().get("registry").toString())
                .containsEntry(
                        "management.server.port",
                        state.ports().get("registry-management").toString())
                .containsEntry("spring.datasource.username", "registry")
                .containsEntry("spring.kafka.properties.security.protocol", "SASL_PLAINTEXT")
                .containsEntry("spring.kafka.properties.sasl.mechanism", "SCRAM-SHA-512")
                .hasEntrySatisfying(
                        "spring.kafka.properties.sasl.jaas.config",
                        login -> assertThat(login.toString()).contains("username=\"registry\""))
                .containsEntry(
                        "spring.kafka.bootstrap-servers",
                        "127.0.0.1:" + state.ports().get("kafka"))
                .containsEntry(
                        "agentplane.registry.config-url",
                        "http://127.0.0.1:" + state.ports().get("config") + "/api/v1")
                .containsEntry(
                        "agentplane.registry.policy-url",
                        "http://127.0.0.1:" + state.ports().get("policy") + "/api/v1")
                .containsEntry(
                        "agentplane.identity.jwks-uri",
                        "http://127.0.0.1:" + state.ports().get("gateway") + "/.well-known/jwks.json");
    }

    private boolean isReadyAgain(String part, ProcessId before) throws IOException {
        ProcessId now = ClusterState.read(options.data()).orElseThrow().parts().get(part);
        return now != null
                && !now.equals(before)
                && RunningCluster.find(options, new ControlPlane(options)).orElseThrow().report().stream()
                        .anyMatch(report -> report.name().equals(part) && report.ready());
    }
}
