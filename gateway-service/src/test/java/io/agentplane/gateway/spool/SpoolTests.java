package io.agentplane.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatWasAppendedInItsOrder() throws IOException {
        try (var spool = open(folder, 1000)) {
            spool.append(lines("one", "two"));
            spool.append(lines("three"));

            assertThat(next(spool)).containsExactly("one", "two", "three");
            assertThat(spool.backlog()).isEqualTo(14);
        }
    }

    @Test
    void givesTheSameAgainUntilItIsDoneWith() throws IOException {
        try (var spool = open(folder, 1000)) {
            spool.append(lines("one"));
            spool.next();

            assertThat(next(spool)).containsExactly("one");
            spool.done(spool.next());
            assertThat(next(spool)).isEmpty();
            assertThat(spool.backlog()).isZero();
        }
    }

    @Test
    void goesOnAfterARestartWhereItWas() throws IOException {
        try (var spool = open(folder, 5)) {
            spool.append(lines("first"));
            spool.append(lines("second"));
            spool.append(lines("third"));
            spool.done(spool.next());
            spool.next();
        }
        try (var again = open(folder, 5)) {
            again.append(lines("fourth"));

            assertThat(drain(again)).containsExactly("second", "third", "fourth");
            assertThat(again.backlog()).isZero();
        }
        assertThat(files()).isZero();
    }

    @Test
    void leavesAFolderThatIsInUseToItsUser() throws IOException {
        try (var spool = open(folder, 1000)) {
            assertThat(Spool.open(folder, 1000)).isEmpty();
            spool.append(lines("one"));

            assertThat(next(spool)).containsExactly("one");
        }
    }

    @Test
    void leavesOutTheHalfLineThatACrashLeft() throws IOException {
        try (var spool = open(folder, 1000)) {
            spool.append(lines("whole"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(
                    files.filter(SpoolTests::hasLines).findFirst().orElseThrow(), "hal", StandardOpenOption.APPEND);
        }
        try (var again = open(folder, 1000)) {
            again.append(lines("next"));

            assertThat(drain(again)).containsExactly("whole", "next");
        }
    }

    @Test
    void losesNothingWhileOneThreadAppendsAndAnotherReads() throws Exception {
        int count = 3000;
        List<String> read = new ArrayList<>();
        try (var spool = open(folder, 10);
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> appending = threads.submit(() -> {
                for (int number = 0; number < count; number++) {
                    spool.append(lines("line " + number));
                }
                return null;
            });
            while (!(appending.isDone() && spool.backlog() == 0)) {
                List<byte[]> lines = spool.next();
                read.addAll(texts(lines).toList());
                spool.done(lines);
            }
            appending.get();
        }
        assertThat(read)
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(number -> "line " + number)
                        .toList());
    }

    @Test
    void readsALineThatIsLongerThanWhatItReadsAtOnce() throws IOException {
        String line = "x".repeat(600_000);
        try (var spool = open(folder, 10_000_000)) {
            spool.append(lines(line, "short", line));

            assertThat(drain(spool)).containsExactly(line, "short", line);
        }
    }

    @Test
    void isAFolderForEachThatSharesTheDisk() throws IOException {
        var folders = new SpoolFolders(folder.resolve("shared"), 1000);
        try (var first = folders.claim();
                var second = folders.claim();
                var third = folders.claim()) {
            second.append(lines("two"));
            assertThat(next(first)).isEmpty();
            assertThat(next(second)).containsExactly("two");
            assertThat(next(third)).isEmpty();
            assertThat(folders.leftBehind()).isEmpty();
        }

        try (var heir = folders.claim();
                var other = folders.claim()) {
            assertThat(drain(heir)).containsExactly("two");
            assertThat(drain(other)).isEmpty();
        }
    }

    /** The system's locks are a process's, so one process can't show this. */
    @Test
    void isKeptFromOtherProcessesThoughItsOwnAsksAgain() throws Exception {
        var folders = new SpoolFolders(folder, 1000);
        try (var spool = folders.claim()) {
            spool.append(lines("mine"));
            assertThat(folders.leftBehind()).isEmpty();
            assertThat(Spool.open(folder, 1000)).isEmpty();

            assertThat(exitCodeOfAnotherThatAsks()).isEqualTo(SpoolOpener.IN_USE);
        }
        assertThat(exitCodeOfAnotherThatAsks()).isZero();
    }

    private int exitCodeOfAnotherThatAsks() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolOpener.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        try {
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return other.exitValue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static Spool open(Path folder, long segmentSize) throws IOException {
        return Spool.open(folder, segmentSize).orElseThrow();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SpoolTests::hasLines).count();
        }
    }

    private static boolean hasLines(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    private static List<String> drain(Spool spool) throws IOException {
        Stream<String> drained = Stream.of();
        for (List<byte[]> lines = spool.next(); !lines.isEmpty(); lines = spool.next()) {
            drained = Stream.concat(drained, texts(lines));
            spool.done(lines);
        }
        return drained.toList();
    }

    private static List<String> next(Spool spool) throws IOException {
        return texts(spool.next()).toList();
    }

    private static Stream<String> texts(List<byte[]> lines) {
        return lines.stream().map(line -> new String(line, StandardCharsets.UTF_8));
    }

    private static List<byte[]> lines(String... texts) {
        return Stream.of(texts)
                .map(text -> (text + "\n").getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
