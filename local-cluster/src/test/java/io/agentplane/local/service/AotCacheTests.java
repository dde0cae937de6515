package io.agentplane.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.local.FakeService;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTests {

    private static final List<String> FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC");

    @TempDir
    private Path checkout;

    private Path application;
    private Path log;

    @BeforeEach
    void unpack() throws Exception {
        FakeService.build(checkout, "registry-service");
        application = new BootJar(checkout, "registry-service").unpackInto(checkout.resolve("data/application"));
        log = checkout.resolve("training.log");
    }

    @Test
    void isUsedByTheNextStart() throws Exception {
        AotCache cache = cache(FLAGS);
        assertThat(cache.run()).noneMatch(argument -> argument.startsWith("-XX:AOTCache"));

        assertThat(cache.make()).isTrue();

        assertThat(cache.exists()).isTrue();
        assertThat(log).doesNotExist();
        assertThat(loaded(cache.run("--spring.profiles.active=training")))
                .contains(FakeService.class.getName() + " source: shared objects file");
    }

    @Test
    void isPassedOverWhereItIsDamaged() throws Exception {
        AotCache cache = cache(FLAGS);
        cache.make();
        try (RandomAccessFile file = new RandomAccessFile(
                application.resolveSibling("application.aot").toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[1024 * 1024]);
        }

        Process start = new ProcessBuilder(cache.run("--spring.profiles.active=training"))
                .inheritIO()
                .start();
        try {
            assertThat(start.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(start.exitValue()).isZero();
        } finally {
            start.destroyForcibly();
        }
    }

    @Test
    void leavesNothingBehindButTheCache() throws Exception {
        List<Path> before = content();

        cache(FLAGS).make();

        assertThat(content()).hasSize(before.size() + 1).containsAll(before);
    }

    @Test
    void leavesTheLogOfARunThatFailed() throws Exception {
        AotCache cache = cache(List.of("-XX:NoSuchFlag"));

        assertThat(cache.make()).isFalse();

        assertThat(cache.exists()).isFalse();
        assertThat(cache.isWanted()).as("this build is not tried again").isFalse();
        assertThat(log).content().contains("NoSuchFlag");
    }

    @Test
    void isGivenUpAtOnce() throws Exception {
        // Longer than any test waits.
        List<String> slow = Stream.concat(FLAGS.stream(), Stream.of("-Dfake.training.seconds=600"))
                .toList();
        Training training = new Training(List.of(cache(slow)));
        ProcessHandle child = child();

        training.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(cache(slow).exists()).isFalse();
    }

    private ProcessHandle child() throws InterruptedException {
        while (true) {
            for (ProcessHandle handle : ProcessHandle.current().descendants().toList()) {
                if (handle.info().commandLine().orElse("").contains(application.toString())) {
                    return handle;
                }
            }
            Thread.sleep(10);
        }
    }

    private AotCache cache(List<String> flags) {
        return new AotCache(application, flags, log);
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.list(application.getParent())) {
            return files.toList();
        }
    }

    private static String loaded(List<String> command) throws Exception {
        List<String> line = Stream.concat(
                        Stream.of(command.getFirst(), "-XX:AOTMode=on", "-Xlog:class+load"),
                        command.stream().skip(1))
                .toList();
        Path output = Files.createTempFile("loaded", ".log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
