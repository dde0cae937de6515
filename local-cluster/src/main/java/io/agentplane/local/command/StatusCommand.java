package io.agentplane.local.command;

import io.agentplane.local.RunningCluster;
import io.agentplane.local.RunningCluster.PartReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how each part is. */
@Command(
        name = "status",
        description = "Show each part; the exit code is 0 only when all are ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_READY = 1;

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    StatusCommand(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        Optional<RunningCluster> running = access.running(data.options());
        if (running.isEmpty()) {
            access.out().println("Not running.");
            return NOT_READY;
        }
        List<PartReport> report = running.get().report();
        report.forEach(part -> access.out().println(line(part)));
        return report.stream().allMatch(PartReport::ready) ? 0 : NOT_READY;
    }

    private static String line(PartReport part) {
        String state = part.ready() ? "ready" : part.pid().isPresent() ? "not ready" : "down";
        String pid = part.pid().map(number -> "pid " + number).orElse("");
        String address = part.port().map(port -> "127.0.0.1:" + port).orElse("");
        return "%-10s  %-9s  %-11s  %s"
                .formatted(part.name(), state, pid, address)
                .stripTrailing();
    }
}
