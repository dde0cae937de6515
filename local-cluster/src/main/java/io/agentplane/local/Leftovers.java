package io.agentplane.local;

import io.agentplane.local.process.Part;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parts that outlived a launcher that was killed. The caller holds the lock, so nobody else is responsible. */
final class Leftovers {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    private Leftovers() {}

    /** Stops what is recorded and still runs; answers how many processes that were. */
    static int stop(DataFolder folder, Blueprint blueprint) throws IOException, InterruptedException {
        Optional<ClusterState> state = ClusterState.read(folder);
        if (state.isEmpty()) {
            return 0;
        }
        int stopped = 0;
        List<Part> parts = blueprint.parts(new Ports(state.get().ports()));
        for (Part part : parts.reversed()) {
            Optional<ProcessHandle> process =
                    Optional.ofNullable(state.get().parts().get(part.name())).flatMap(ProcessId::find);
            if (process.isPresent()) {
                part.stopSignal().send(process.get());
                awaitEnd(process.get());
                stopped++;
            }
        }
        Files.deleteIfExists(folder.stateFile());
        return stopped;
    }

    /** Looks often: {@link ProcessHandle#onExit} does so ever less at a process that is nobody's child. */
    private static void awaitEnd(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
