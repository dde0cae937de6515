package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.RunningCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a cluster wherever it was started, and what a killed launcher has left behind. */
@Command(name = "down", description = "Stop everything; the data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    DownCommand(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterOptions options = data.options();
        Optional<RunningCluster> running = access.running(options);
        if (running.isPresent()) {
            access.out().println("Stopping ...");
            running.get().stop();
        }
        boolean leftovers = RunningCluster.stopLeftovers(options, access.blueprint(options));
        access.out().println(running.isPresent() || leftovers ? "Stopped." : "Not running.");
        return 0;
    }
}
