package io.agentplane.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the process of one part as it is wanted: running, started again after a crash, or stopped. */
public final class SupervisedPart {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 100;
    private static final int SHOWN_LOG_LINES = 15;

    private final Part part;
    private final Path log;
    private final PartListener listener;
    private final Duration firstRestartDelay;

    private boolean wanted;
    private boolean retired;
    private @Nullable Process process;
    private @Nullable Thread keeper;

    public SupervisedPart(Part part, Path log, PartListener listener) {
        this(part, log, listener, RestartDelay.FIRST);
    }

    SupervisedPart(Part part, Path log, PartListener listener, Duration firstRestartDelay) {
        this.part = part;
        this.log = log;
        this.listener = listener;
        this.firstRestartDelay = firstRestartDelay;
    }

    public Part part() {
        return part;
    }

    /** Returns when the part is ready; from then on it is started again whenever it crashes. */
    public void start() throws InterruptedException {
        synchronized (this) {
            if (retired) {
                throw new ClusterException(part.name() + " is not started, because the cluster is stopping.");
            }
            wanted = true;
        }
        Process started = launch();
        synchronized (this) {
            keeper = Thread.ofVirtual().name(part.name() + "-keeper").start(() -> keepAlive(started));
        }
    }

    /** From now on every start is refused, also one that is already under way. */
    synchronized void retire() {
        retired = true;
        wanted = false;
    }

    /** Asks the process to end and returns when it has; one that does not listen is killed. */
    public void stop() throws InterruptedException {
        end(running -> part.stopSignal().send(running.toHandle()));
    }

    /** Ends the process at once, as a crash would, but leaves it ended until {@link #start()}. */
    public void kill() throws InterruptedException {
        end(Process::destroyForcibly);
    }

    private void end(Consumer<Process> how) throws InterruptedException {
        Process running;
        synchronized (this) {
            wanted = false;
            running = process;
            if (keeper != null) {
                keeper.interrupt();
            }
        }
        if (running == null || !running.isAlive()) {
            return;
        }
        tell(PartState.STOPPING);
        how.accept(running);
        if (!running.waitFor(STOP_LIMIT)) {
            running.destroyForcibly().waitFor();
        }
        tell(PartState.STOPPED);
    }

    private Process launch() throws InterruptedException {
        tell(PartState.STARTING);
        try {
            Process started = spawn(part.preparation().run());
            tell(PartState.STARTING);
            awaitHealth(started);
            tell(PartState.READY);
            return started;
        } catch (IOException e) {
            throw new ClusterException("%s can't be started: %s".formatted(part.name(), e.getMessage()), e);
        }
    }

    private synchronized Process spawn(List<String> command) throws IOException {
        requireWanted();
        Process started = DetachedProcess.describe(command, log).start();
        process = started;
        return started;
    }

    private synchronized void requireWanted() {
        if (!wanted) {
            throw new ClusterException(part.name() + " was stopped while it was starting.");
        }
    }

    private void awaitHealth(Process started) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!part.health().passes()) {
            if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                requireWanted();
                throw notReady("stopped with exit code " + started.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly().waitFor();
                throw notReady("was not ready after " + START_LIMIT.toSeconds() + " s");
            }
        }
    }

    private ClusterException notReady(String what) {
        return new ClusterException("%s %s. The end of %s:%n%s".formatted(part.name(), what, log, endOfLog()));
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(it can't be read: " + e.getMessage() + ")";
        }
    }

    private void keepAlive(Process first) {
        RestartDelay delay = new RestartDelay(firstRestartDelay);
        Process current = first;
        long startedAt = System.nanoTime();
        try {
            while (true) {
                current.waitFor();
                if (!isWanted()) {
                    return;
                }
                tell(PartState.CRASHED);
                Thread.sleep(delay.afterRunning(Duration.ofNanos(System.nanoTime() - startedAt)));
                startedAt = System.nanoTime();
                current = relaunch(current);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The new process, or the old ended one if the attempt failed, so that the keeper tries again. */
    private Process relaunch(Process ended) throws InterruptedException {
        try {
            return launch();
        } catch (ClusterException e) {
            return ended;
        }
    }

    private synchronized boolean isWanted() {
        return wanted;
    }

    private void tell(PartState state) {
        Process running;
        synchronized (this) {
            running = process;
        }
        listener.changed(
                part.name(),
                state,
                Optional.ofNullable(running).filter(Process::isAlive).map(p -> ProcessId.of(p.toHandle())));
    }
}
