package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.RunningCluster;
import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.DetachedProcess;
import io.agentplane.local.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a launcher in the background and shows what it says until its cluster is ready. */
final class DetachedStart {

    private static final String LOG = "cluster";
    private static final long POLL_MILLIS = 100;

    private final ClusterAccess access;
    private final ClusterOptions options;

    DetachedStart(ClusterAccess access, ClusterOptions options) {
        this.access = access;
        this.options = options;
    }

    /** Answers the address of the cluster's gateway. */
    URI run() throws InterruptedException {
        try {
            options.data().create();
            options.data().startNewLog(LOG);
            Path log = options.data().log(LOG);
            // Only its complaints come to us: they are our own if it ends before the cluster is ready.
            Process launcher = DetachedProcess.describe(command(), log)
                    .redirectErrorStream(false)
                    .start();
            try (LogTail tail = new LogTail(log, access.out())) {
                return awaitReady(launcher, tail);
            }
        } catch (IOException e) {
            throw new ClusterException("The launcher can't be started: " + e.getMessage(), e);
        }
    }

    private URI awaitReady(Process launcher, LogTail tail) throws IOException, InterruptedException {
        while (!launcher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            tail.copyNew();
            Optional<RunningCluster> cluster = access.running(options).filter(RunningCluster::hasStarted);
            if (cluster.isPresent()) {
                tail.copyNew();
                return cluster.get().gatewayUrl();
            }
        }
        tail.copyNew();
        throw new ClusterException(
                new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private List<String> command() {
        return JavaCommand.java("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .with("-D%s=%s".formatted(Agentplane.CHECKOUT, options.checkout()))
                .main(
                        access.mainClass().getName(),
                        System.getProperty("java.class.path"),
                        "up",
                        "--background",
                        "--data",
                        options.data().root().toString(),
                        "--port",
                        Integer.toString(options.port()));
    }
}
