package io.agentplane.local.command;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a part has printed. */
@Command(name = "logs", description = "Show the log of a part.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";
    private static final long POLL_MILLIS = 200;

    private final ClusterAccess access;

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "PART", description = "postgres, kafka, registry, config, policy, scheduler or gateway.")
    private String part = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added.")
    private boolean follow;

    LogsCommand(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataFolder folder = data.options().data();
        List<String> names = names(folder);
        if (!names.contains(part)) {
            throw new ClusterException("There is no log of %s in %s; there are: %s."
                    .formatted(part, folder.logs(), names.isEmpty() ? "none" : String.join(", ", names)));
        }
        try (LogTail tail = new LogTail(folder.log(part), access.out())) {
            tail.copyNew();
            while (follow) {
                Thread.sleep(POLL_MILLIS);
                tail.copyNew();
            }
        }
        return 0;
    }

    private static List<String> names(DataFolder folder) throws IOException {
        if (!Files.isDirectory(folder.logs())) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(folder.logs())) {
            return logs.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
