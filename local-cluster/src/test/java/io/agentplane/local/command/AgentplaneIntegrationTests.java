package io.agentplane.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.local.process.ProcessId;
import io.agentplane.local.state.ClusterState;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a launcher that really is another process. */
@Tag("fault")
class AgentplaneIntegrationTests {

    @TempDir
    private Path data;

    private TestLauncher launcher;

    @BeforeEach
    void makeLauncher() {
        launcher = new TestLauncher(data);
    }

    @AfterEach
    void stopWhatAFailedTestLeft() {
        launcher.run("down");
    }

    @Test
    void upStaysUntilItIsTerminatedAndLeavesNothing() throws Exception {
        Process up = launcher.start("up", "--port", "0");
        String shown = readUntil(up, "Ctrl-C stops it.");
        List<ProcessId> processes = recordedProcesses();

        assertThat(shown)
                .containsSubsequence("store", "ready", "gateway", "ready", "/api/v1", "/swagger-ui.html", "none yet");
        assertThat(launcher.run("status")).isZero();
        assertThat(launcher.out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("\\w+ +ready +pid \\d+ +127.0.0.1:\\d+"));
        assertThat(launcher.run("up", "--port", "0")).isZero();
        assertThat(launcher.out()).startsWith("Already running in ");
        assertThat(launcher.run("logs", "gateway")).isZero();
        assertThat(launcher.out().lines()).anyMatch(line -> line.startsWith("Listening on"));

        up.toHandle().destroy();
        assertThat(readUntil(up, "store      stopped")).contains("gateway    stopped");
        up.waitFor();
        assertThat(processes).hasSize(2).noneMatch(id -> id.find().isPresent());
        assertThat(launcher.run("status")).isEqualTo(1);
        assertThat(launcher.out()).startsWith("Not running.");
    }

    @Test
    void detachedClusterRunsUntilDown() throws Exception {
        launcher.options().data().create();
        Files.writeString(data.resolve("admin-key"), "ap_known");

        assertThat(launcher.run("up", "--detach", "--port", "0")).isZero();
        assertThat(launcher.out()).contains("gateway    ready", "ap_known");
        List<ProcessId> processes = recordedProcesses();
        assertThat(launcher.run("status")).isZero();

        assertThat(launcher.run("down")).isZero();
        assertThat(launcher.out()).endsWith("Stopped.%n".formatted());
        assertThat(processes).hasSize(2).noneMatch(id -> id.find().isPresent());
        assertThat(launcher.run("down")).isZero();
        assertThat(launcher.out()).isEqualTo("Not running.%n".formatted());
    }

    @Test
    void leavesAFolderAloneThatHoldsOtherThings() throws Exception {
        Path letter = Files.createFile(data.resolve("letter.txt"));

        assertThat(launcher.run("down")).isZero();
        assertThat(launcher.run("up", "--port", "0")).isEqualTo(1);

        assertThat(launcher.err()).contains("Choose a folder that is empty or doesn't exist.");
        assertThat(data).isDirectoryContaining(letter::equals).isDirectoryNotContaining("glob:**cluster*");
    }

    @Test
    void detachedStartThatFailsSaysWhy() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(launcher.run("up", "--detach", "--port", port)).isEqualTo(1);
            String why = "Port %s is taken by another program.".formatted(port);
            assertThat(launcher.err().lines()).anyMatch(line -> line.startsWith(why));
        }
    }

    @Test
    void partsOfAKilledLauncherAreStoppedByDown() throws Exception {
        Process up = launcher.start("up", "--port", "0");
        readUntil(up, "Ctrl-C stops it.");
        List<ProcessId> processes = recordedProcesses();

        up.destroyForcibly().waitFor();
        assertThat(processes).hasSize(2).allMatch(id -> id.find().isPresent());
        assertThat(launcher.run("status")).isEqualTo(1);

        assertThat(launcher.run("down")).isZero();
        assertThat(launcher.out()).isEqualTo("Stopped.%n".formatted());
        assertThat(processes).noneMatch(id -> id.find().isPresent());
    }

    private List<ProcessId> recordedProcesses() throws IOException {
        return List.copyOf(ClusterState.read(launcher.options().data())
                .orElseThrow()
                .parts()
                .values());
    }

    private static String readUntil(Process process, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.append(line).append('\n');
            if (line.contains(text)) {
                return read.toString();
            }
        }
        throw new AssertionError("%s was not shown, but:%n%s".formatted(text, read));
    }
}
