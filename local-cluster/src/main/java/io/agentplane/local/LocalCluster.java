package io.agentplane.local;

import io.agentplane.local.process.Background;
import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.HealthCheck;
import io.agentplane.local.process.HttpHealth;
import io.agentplane.local.process.PartListener;
import io.agentplane.local.process.PartState;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.process.SupervisedPart;
import io.agentplane.local.process.SupervisedParts;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterLock;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A running cluster and the only way to get one. It holds its data folder's lock, so there is one cluster per folder;
 * {@link #close()} stops all parts, those that need others before those that are needed.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Duration NEWS_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final DataFolder folder;
    private final Ports ports;
    private final ClusterLock lock;
    private final PartListener listener;
    private final SupervisedParts parts;
    private final Blueprint blueprint;
    private final Map<String, ProcessId> running = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Instant readyAt;
    private @Nullable Background background;
    private boolean closed;
    private boolean recorded = true;

    private LocalCluster(
            ClusterOptions options, Blueprint blueprint, Ports ports, ClusterLock lock, PartListener listener) {
        this.folder = options.data();
        this.ports = ports;
        this.lock = lock;
        this.listener = listener;
        this.blueprint = blueprint;
        this.parts = new SupervisedParts(blueprint.parts(ports).stream()
                .map(part -> new SupervisedPart(part, folder.log(part.name()), this::changed))
                .toList());
    }

    /** Returns when all parts are ready. */
    public static LocalCluster start(ClusterOptions options) throws InterruptedException {
        LocalCluster cluster = claim(options, new ControlPlane(options), (part, state, process) -> {});
        cluster.startParts();
        return cluster;
    }

    /** Takes the data folder, with nothing started yet, so that the caller can arrange for {@link #close()} first. */
    public static LocalCluster claim(ClusterOptions options, Blueprint blueprint, PartListener listener)
            throws InterruptedException {
        try {
            options.data().create();
            ClusterLock lock = ClusterLock.tryAcquire(options.data())
                    .orElseThrow(() -> new AlreadyRunningException(options.data()));
            try {
                blueprint.check();
                Leftovers.stop(options.data(), blueprint);
                options.data().tighten();
                LocalCluster cluster =
                        new LocalCluster(options, blueprint, choosePorts(options, blueprint), lock, listener);
                cluster.record();
                return cluster;
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            // The message of a fault of files may be the path alone.
            throw new ClusterException(
                    "%s can't be used: %s".formatted(options.data().root(), e), e);
        }
    }

    private static Ports choosePorts(ClusterOptions options, Blueprint blueprint) {
        if (options.port() == 0) {
            return Ports.choose(blueprint.listeners(), Map.of());
        }
        if (!Ports.isFree(options.port())) {
            throw new ClusterException(
                    "Port %d is taken by another program. Stop that, or choose another port with --port."
                            .formatted(options.port()));
        }
        return Ports.choose(blueprint.listeners(), Map.of(Services.GATEWAY, options.port()));
    }

    /** Starts all parts and returns when they are ready; if one can't, all are stopped again. */
    public void startParts() throws InterruptedException {
        boolean hasAdministrator = Files.exists(folder.adminKey());
        try {
            for (SupervisedPart part : parts.all()) {
                folder.startNewLog(part.part().name());
            }
            parts.startAll();
            if (!hasAdministrator) {
                awaitAdministrator();
            }
        } catch (IOException e) {
            close();
            throw new ClusterException("The logs can't be written: " + e.getMessage(), e);
        } catch (ClusterException e) {
            close();
            throw e;
        }
        synchronized (this) {
            readyAt = Instant.now();
            record();
        }
    }

    /** Begins with what makes the next start quicker, if the cluster is to stay for a while. */
    public synchronized void prepareNextStart() {
        if (!closed && background == null) {
            background = blueprint.prepareNextStart(ports);
        }
    }

    /** The gateway learns of the new key by an event, a moment after policy-service has made it. */
    private void awaitAdministrator() throws InterruptedException {
        if (!hasPart(Services.GATEWAY) || !Files.exists(folder.adminKey())) {
            return;
        }
        HealthCheck known = new HttpHealth(gatewayUrl().resolve("/api/v1/me"), adminKey());
        long end = System.nanoTime() + NEWS_LIMIT.toNanos();
        while (!known.passes()) {
            if (System.nanoTime() > end) {
                throw new ClusterException("The gateway doesn't take the administrator's key. See "
                        + folder.log(Services.GATEWAY) + " and " + folder.log("policy"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean hasPart(String name) {
        return parts.all().stream().anyMatch(part -> part.part().name().equals(name));
    }

    public URI gatewayUrl() {
        return URI.create("http://127.0.0.1:" + ports.of(Services.GATEWAY));
    }

    /** The administrator's API key. */
    public String adminKey() {
        try {
            return Files.readString(folder.adminKey()).strip();
        } catch (IOException e) {
            throw new ClusterException("The administrator's key can't be read: " + e.getMessage(), e);
        }
    }

    /** Ends the part's process as a crash would; unlike after a crash it stays down until {@link #startPart}. */
    public void kill(String part) throws InterruptedException {
        parts.get(part).kill();
    }

    /** Stops one part in good order. */
    public void stopPart(String part) throws InterruptedException {
        parts.get(part).stop();
    }

    /** Starts a stopped or killed part again, on the ports it had; returns when it is ready. */
    public void startPart(String part) throws InterruptedException {
        parts.get(part).start();
    }

    public void restart(String part) throws InterruptedException {
        stopPart(part);
        startPart(part);
    }

    /** Returns when the cluster has been closed, by whomever. */
    public void awaitClosed() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() throws InterruptedException {
        @Nullable Background unfinished;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            unfinished = background;
        }
        try {
            if (unfinished != null) {
                unfinished.close();
            }
        } finally {
            closeParts();
        }
    }

    private void closeParts() throws InterruptedException {
        try {
            parts.stopAll();
            removeRecord();
            lock.close();
            ended.countDown();
        } catch (IOException e) {
            throw new ClusterException("The cluster's record can't be removed: " + e.getMessage(), e);
        }
    }

    private synchronized void removeRecord() throws IOException {
        recorded = false;
        Files.deleteIfExists(folder.stateFile());
    }

    private void changed(String part, PartState state, Optional<ProcessId> process) {
        synchronized (this) {
            process.ifPresentOrElse(id -> running.put(part, id), () -> running.remove(part));
            record();
        }
        listener.changed(part, state, process);
    }

    private synchronized void record() {
        if (!recorded) {
            return;
        }
        ProcessId launcher = ProcessId.of(ProcessHandle.current());
        try {
            new ClusterState(launcher, ports.byName(), running, readyAt).write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
