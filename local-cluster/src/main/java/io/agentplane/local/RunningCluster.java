package io.agentplane.local;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterLock;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster that another process has started, as far as its data folder tells. */
public final class RunningCluster {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    private final DataFolder folder;
    private final Blueprint blueprint;
    private final ClusterState state;

    private RunningCluster(DataFolder folder, Blueprint blueprint, ClusterState state) {
        this.folder = folder;
        this.blueprint = blueprint;
        this.state = state;
    }

    public static Optional<RunningCluster> find(ClusterOptions options, Blueprint blueprint) {
        try {
            if (!ClusterLock.isHeld(options.data())) {
                return Optional.empty();
            }
            return ClusterState.read(options.data()).map(state -> new RunningCluster(options.data(), blueprint, state));
        } catch (IOException e) {
            throw new ClusterException(
                    "%s can't be read: %s".formatted(options.data().root(), e.getMessage()), e);
        }
    }

    /** Stops what a killed launcher has left running; answers whether there was anything. */
    public static boolean stopLeftovers(ClusterOptions options, Blueprint blueprint) throws InterruptedException {
        if (!Files.exists(options.data().lockFile())) {
            return false;
        }
        try {
            Optional<ClusterLock> lock = ClusterLock.tryAcquire(options.data());
            if (lock.isEmpty()) {
                return false;
            }
            try (ClusterLock held = lock.get()) {
                return Leftovers.stop(options.data(), blueprint) > 0;
            }
        } catch (IOException e) {
            throw new ClusterException(
                    "%s can't be read: %s".formatted(options.data().root(), e.getMessage()), e);
        }
    }

    /** Whether its start has been completed. */
    public boolean hasStarted() {
        return state.readyAt() != null;
    }

    public URI gatewayUrl() {
        return URI.create("http://127.0.0.1:" + state.ports().get(Services.GATEWAY));
    }

    /** Asks every part for its health now. */
    public List<PartReport> report() {
        return blueprint.parts(new Ports(state.ports())).parallelStream()
                .map(this::report)
                .toList();
    }

    private PartReport report(Part part) {
        Optional<Long> pid = Optional.ofNullable(state.parts().get(part.name()))
                .flatMap(ProcessId::find)
                .map(ProcessHandle::pid);
        boolean ready = pid.isPresent() && part.health().passes();
        return new PartReport(
                part.name(), ready, pid, Optional.ofNullable(state.ports().get(part.name())));
    }

    /** Asks the launcher to stop its cluster and returns when it has. */
    public void stop() throws InterruptedException {
        state.launcher().find().ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (isHeld()) {
            if (System.nanoTime() > deadline) {
                throw new ClusterException("The cluster did not stop within %d s; its launcher is process %d."
                        .formatted(STOP_LIMIT.toSeconds(), state.launcher().pid()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean isHeld() {
        try {
            return ClusterLock.isHeld(folder);
        } catch (IOException e) {
            throw new ClusterException("%s can't be read: %s".formatted(folder.root(), e.getMessage()), e);
        }
    }

    /** How one part is. */
    public record PartReport(String name, boolean ready, Optional<Long> pid, Optional<Integer> port) {}
}
