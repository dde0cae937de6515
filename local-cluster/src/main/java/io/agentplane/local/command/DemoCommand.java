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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the control plane at work, against the running cluster or one started for it. */
@Command(
        name = "demo",
        description = "Let three agents do thirty tasks; starts the cluster if it isn't running and no other is named.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String MAIN_CLASS = "io.agentplane.examples.demo.Demo";

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    @ArgGroup(exclusive = false)
    private @Nullable Elsewhere elsewhere;

    /** A control plane that was started by other means. */
    private static final class Elsewhere {

        @Option(names = "--url", required = true, description = "The gateway of another control plane.")
        private URI url = URI.create("");

        @Option(names = "--key-file", required = true, paramLabel = "FILE", description = "Its administrator's key.")
        private Path keyFile = Path.of("");
    }

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
        URI gateway = elsewhere == null ? ownGateway(options) : elsewhere.url;
        Path key = elsewhere == null ? options.data().adminKey() : elsewhere.keyFile;
        List<String> command = JavaCommand.java("-Xmx256m")
                .main(
                        MAIN_CLASS,
                        examples.resolve("classes") + File.pathSeparator + examples.resolve("lib/*"),
                        "--url",
                        gateway.toString(),
                        "--admin-key-file",
                        key.toString(),
                        "--logs",
                        options.data().logs().toString());
        return new ProcessBuilder(Umask.ownerOnly(command)).inheritIO().start().waitFor();
    }

    private URI ownGateway(ClusterOptions options) throws IOException, InterruptedException {
        Optional<RunningCluster> running = access.running(options).filter(RunningCluster::hasStarted);
        return running.isPresent() ? running.get().gatewayUrl() : new DetachedStart(access, options).run();
    }
}
