package io.agentplane.local.service;

import io.agentplane.local.process.DetachedProcess;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Umask;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a JVM has learned of an application's start, so that the next one need not learn it again: classes read and linked,
 * and which methods are worth compiling. It fits only the jars in the place where they lay, the JDK and the flags that it
 * was made with; the JVM passes over one that doesn't fit. It lies beside the jars and goes with them.
 */
final class AotCache {

    /** Says to the application that it is only to come up, without database and broker, and then to end. */
    private static final String TRAINING = "--spring.profiles.active=training";

    private static final List<String> LOWEST_PRIORITY =
            DetachedProcess.isOnPath("nice") ? List.of("nice", "-n", "19") : List.of();

    /** Has its checksums looked at, which takes a tenth of a second; a JVM that trusts a damaged cache crashes. */
    private static final String[] PASS_OVER_WHAT_IS_DAMAGED = {
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+VerifySharedSpaces"
    };

    private static final String SCRATCH = "training";

    private final Path application;
    private final Path file;
    private final List<String> flags;
    private final Path log;

    /**
     * @param application the unpacked jar
     * @param flags what the application's JVM is told otherwise
     * @param log where to leave what a run said that made no cache
     */
    AotCache(Path application, List<String> flags, Path log) {
        this.application = application;
        this.file = application.resolveSibling("application.aot");
        this.flags = List.copyOf(flags);
        this.log = log;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The command line of the application, with the cache if there is one. */
    List<String> run(String... arguments) {
        JavaCommand command = command();
        if (exists()) {
            command.with("-XX:AOTCache=" + file).with(PASS_OVER_WHAT_IS_DAMAGED);
        }
        return command.jar(application, arguments);
    }

    /** Whether to make one: there is a build, and it has neither a cache nor failed to get one. */
    boolean isWanted() {
        return Files.exists(application) && !exists() && !Files.exists(failure());
    }

    /** Remembers that this build gets no cache; the next one is tried again. */
    private Path failure() {
        return file.resolveSibling("application.aot.failed");
    }

    /** Makes the cache, beside the application's work, in a folder that is removed again; answers whether it could. */
    boolean make() throws IOException, InterruptedException {
        Path folder = Objects.requireNonNull(application.getParent());
        removeWhatWasCutShort(folder);
        Path scratch = Files.createTempDirectory(folder, SCRATCH, OwnerOnly.FOLDER);
        try {
            Path fresh = scratch.resolve(file.getFileName());
            Path said = Files.createFile(scratch.resolve("log"), OwnerOnly.FILE);
            if (!train(fresh, scratch, said) || !Files.exists(fresh)) {
                Files.move(said, log, StandardCopyOption.REPLACE_EXISTING);
                Files.createFile(failure(), OwnerOnly.FILE);
                return false;
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            DataFolder.deleteTree(scratch);
        }
    }

    private static void removeWhatWasCutShort(Path folder) throws IOException {
        List<Path> old;
        try (Stream<Path> content = Files.list(folder)) {
            old = content.filter(path -> path.getFileName().toString().startsWith(SCRATCH))
                    .toList();
        }
        for (Path scratch : old) {
            DataFolder.deleteTree(scratch);
        }
    }

    private boolean train(Path fresh, Path scratch, Path said) throws IOException, InterruptedException {
        List<String> line = Stream.concat(
                        LOWEST_PRIORITY.stream(),
                        command().with("-XX:AOTCacheOutput=" + fresh).jar(application, TRAINING).stream())
                .toList();
        Process training = new ProcessBuilder(Umask.ownerOnly(line))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            training.getOutputStream().close();
            return training.waitFor() == 0;
        } finally {
            // When this is interrupted; the cache is put together by a child of its own.
            training.descendants().forEach(ProcessHandle::destroyForcibly);
            training.destroyForcibly().waitFor();
        }
    }

    private JavaCommand command() {
        return JavaCommand.java(flags.toArray(String[]::new));
    }
}
