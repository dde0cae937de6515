package io.agentplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.PartState;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fault")
class LocalClusterTests {

    @TempDir
    private Path folder;

    @Test
    void startsAndStopsInTheOrderOfNeed() throws Exception {
        List<String> story = new CopyOnWriteArrayList<>();
        try (LocalCluster cluster = LocalCluster.claim(
                ClusterOptions.temporary(folder),
                StandIns.twoParts(),
                (part, state, process) -> tell(story, part, state))) {
            cluster.startParts();
        }

        assertThat(story)
                .containsExactly(
                        "store READY",
                        "gateway READY",
                        "gateway STOPPING",
                        "gateway STOPPED",
                        "store STOPPING",
                        "store STOPPED");
    }

    private static void tell(List<String> story, String part, PartState state) {
        if (state != PartState.STARTING) {
            story.add(part + " " + state);
        }
    }

    @Test
    void killedPartStaysDownUntilItIsStarted() throws Exception {
        try (LocalCluster cluster = start()) {
            int port = cluster.gatewayUrl().getPort();

            cluster.kill(Services.GATEWAY);
            assertThat(StandIns.accepts(port)).isFalse();

            cluster.startPart(Services.GATEWAY);
            assertThat(StandIns.accepts(port)).isTrue();

            cluster.restart(Services.GATEWAY);
            assertThat(StandIns.accepts(port)).isTrue();
        }
    }

    @Test
    void refusesASecondClusterInTheSameFolder() throws Exception {
        try (LocalCluster first = start()) {
            assertThatThrownBy(this::start).isInstanceOf(AlreadyRunningException.class);
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterOptions options = ClusterOptions.temporary(folder).withPort(other.getLocalPort());

            assertThatThrownBy(() -> LocalCluster.claim(options, StandIns.twoParts(), (part, state, process) -> {}))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("Port %d is taken by another program. Stop that, or choose another port with --port."
                            .formatted(other.getLocalPort()));
        }
    }

    @Test
    void stopsAllWhenOnePartCanNotStart() throws Exception {
        Blueprint broken = StandIns.blueprint(
                Set.of("store", Services.GATEWAY),
                ports -> List.of(
                        StandIns.listener("store", Set.of(), ports),
                        StandIns.part(Services.GATEWAY, Set.of("store"), ports, () -> StandIns.program())));
        ClusterOptions options = ClusterOptions.temporary(folder);
        LocalCluster cluster = LocalCluster.claim(options, broken, (part, state, process) -> {});

        assertThatThrownBy(cluster::startParts)
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("gateway stopped with exit code 3 before it was ready.")
                .hasMessageEndingWith("This program needs a port.");

        assertThat(ClusterState.read(options.data())).isEmpty();
        start().close();
    }

    @Test
    void stopsWhatAKilledLauncherLeftRunning() throws Exception {
        ClusterOptions options = ClusterOptions.temporary(folder);
        Ports ports = Ports.choose(StandIns.twoParts().listeners(), Map.of());
        Process orphan = new ProcessBuilder(StandIns.program(Integer.toString(ports.of("store")))).start();
        ProcessId reused = new ProcessId(ProcessHandle.current().pid(), "another time");
        options.data().create();
        new ClusterState(
                        reused,
                        ports.byName(),
                        Map.of("store", ProcessId.of(orphan.toHandle()), Services.GATEWAY, reused),
                        Instant.now())
                .write(options.data());

        assertThat(RunningCluster.find(options, StandIns.twoParts())).isEmpty();
        assertThat(RunningCluster.stopLeftovers(options, StandIns.twoParts())).isTrue();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(RunningCluster.stopLeftovers(options, StandIns.twoParts())).isFalse();
    }

    private LocalCluster start() throws InterruptedException {
        LocalCluster cluster =
                LocalCluster.claim(ClusterOptions.temporary(folder), StandIns.twoParts(), (part, state, process) -> {});
        cluster.startParts();
        return cluster;
    }
}
