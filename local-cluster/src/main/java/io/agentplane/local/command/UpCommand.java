package io.agentplane.local.command;

import io.agentplane.local.AlreadyRunningException;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.RunningCluster;
import io.agentplane.local.process.ClusterException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the cluster and stays with it, or leaves it to a process in the background. */
@Command(name = "up", description = "Start everything; Ctrl-C stops it.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--port", defaultValue = "8080", description = "The public port (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Option(names = "--background", hidden = true)
    private boolean background;

    UpCommand(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ClusterException(
                    "%d is not a port; choose one from 1 to 65535, or 0 for any that is free.".formatted(port));
        }
        ClusterOptions options = data.options().withPort(port);
        Optional<RunningCluster> running = access.running(options);
        if (running.isPresent()) {
            Summary.alreadyRunning(access.out(), options, running.get());
        } else if (detach) {
            Summary.ready(access.out(), options, new DetachedStart(access, options).run());
        } else {
            stayWith(options);
        }
        return 0;
    }

    private void stayWith(ClusterOptions options) throws InterruptedException {
        ProgressDisplay display = ProgressDisplay.on(access.out(), background, InstantSource.system());
        LocalCluster cluster;
        try {
            cluster = LocalCluster.claim(options, access.blueprint(options), display);
        } catch (AlreadyRunningException lostTheRace) {
            throw new ClusterException(
                    "Another start is under way in %s.".formatted(options.data().root()), lostTheRace);
        }
        Thread atExit = new Thread(() -> close(cluster), "stop");
        Runtime.getRuntime().addShutdownHook(atExit);
        try (display) {
            cluster.startParts();
        }
        if (!background) {
            Summary.ready(access.out(), options, cluster.gatewayUrl());
            access.out().println("Ctrl-C stops it.");
        }
        cluster.prepareNextStart();
        cluster.awaitClosed();
    }

    private static void close(LocalCluster cluster) {
        try {
            cluster.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
