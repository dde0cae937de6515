package io.agentplane.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A child out of the reach of the terminal. Ctrl-C reaches every process of the terminal's foreground group; only the
 * launcher may act on it, else the parts would stop all at once instead of one after the other.
 */
public final class DetachedProcess {

    /** Put before a command; what results still has the child's process number. */
    private static final List<String> PREFIX =
            isOnPath("setsid") ? List.of("setsid") : List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private DetachedProcess() {}

    /** A process that adds all it prints to {@code log}. */
    public static ProcessBuilder describe(List<String> command, Path log) {
        List<String> line = Stream.concat(PREFIX.stream(), command.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(Umask.ownerOnly(line))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Two arenas instead of eight per core: an idle JVM keeps some 50 MiB less.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return builder;
    }

    /** Whether a program of that name can be run. */
    public static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
