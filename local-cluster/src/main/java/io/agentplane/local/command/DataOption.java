package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command is about. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", description = "Where the cluster keeps everything (.agentplane).")
    private @Nullable Path data;

    ClusterOptions options() {
        ClusterOptions options = ClusterOptions.in(
                Path.of(System.getProperty(Agentplane.CHECKOUT, "")).toAbsolutePath());
        return data == null ? options : options.withData(data);
    }
}
