package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.RunningCluster;
import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Umask;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the control plane at work, against the running cluster or one started for it. */
@Command(
        name = "demo",
        description = "Let three agents do thirty tasks; starts the cluster if it isn't running.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String MAIN_CLASS = "io.agentplane.examples.demo.Demo";

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    DemoCommand(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterOptions options = data.options();
        Path examples = options.checkout().resolve("examples/target");
        if (!Files.isDirectory(examples.resolve("classes"))) {
            throw new ClusterException("examples is not built. Run ./mvnw -DskipTests package first.");
        }
        Optional<RunningCluster> running = access.running(options).filter(RunningCluster::hasStarted);
        URI gateway = running.isPresent() ? running.get().gatewayUrl() : new DetachedStart(access, options).run();
        List<String> command = JavaCommand.java("-Xmx256m")
                .main(
                        MAIN_CLASS,
                        examples.resolve("classes") + File.pathSeparator + examples.resolve("lib/*"),
                        "--url",
                        gateway.toString(),
                        "--admin-key-file",
                        options.data().adminKey().toString());
        return new ProcessBuilder(Umask.ownerOnly(command)).inheritIO().start().waitFor();
    }
}
