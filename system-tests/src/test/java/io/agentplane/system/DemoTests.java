package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.examples.demo.Demo;
import io.agentplane.local.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job, end to end: three agents as processes of their own do thirty tasks. */
@ExtendWith(RunningCluster.class)
class DemoTests {

    private static final Path KEY = Path.of("target", "cluster", "admin-key").toAbsolutePath();

    @Test
    void allIsAsItShouldBe(LocalCluster cluster) throws Exception {
        somebodyHasMadeAPolicyOfTheSameKind(cluster);
        Path output = Path.of("target", "demo.txt");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        "--url",
                        cluster.gatewayUrl().toString(),
                        "--admin-key-file",
                        KEY.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        try {
            assertThat(demo.waitFor(190, TimeUnit.SECONDS))
                    .as(() -> read(output))
                    .isTrue();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(demo.exitValue()).as(() -> read(output)).isZero();
        assertThat(read(output)).contains("researcher", "coder", "reviewer", "All was as it should be");
        servicesHaveTheRightsOnTopicsThatTheyNeed();
    }

    /** As who went through the README's tour before; the demo's own is the one that must refuse. */
    private static void somebodyHasMadeAPolicyOfTheSameKind(LocalCluster cluster) {
        Api.administrator(cluster).post("/policies", """
                {"name":"tried-out-before","conditions":{"estimated_cost_exceeds":1.0},"action":"DENY","priority":100}
                """).expect(201);
    }

    /** Some are refused in silence: an event only waits, and a topic that can't be seen is not there. */
    private static void servicesHaveTheRightsOnTopicsThatTheyNeed() throws IOException {
        try (Stream<Path> logs = Files.list(KEY.resolveSibling("logs"))) {
            for (Path log : logs.toList()) {
                assertThat(read(log)).as(log.toString()).doesNotContain("AuthorizationException", "Not authorized");
            }
        }
    }

    @Test
    void onlyTheOwnerCanReadTheAdministratorsKey(LocalCluster cluster) throws Exception {
        assertThat(Files.readString(KEY).strip()).isEqualTo(cluster.adminKey()).startsWith("ap_");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(KEY)))
                .isEqualTo("rw-------");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
