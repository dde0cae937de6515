package io.agentplane.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.agentplane.platform.test.Together;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The file that replicas share: its life over years, and what happens to it meanwhile. */
class SigningKeysTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeyTimes TIMES =
            new KeyTimes(Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofMinutes(2));
    private static final int REPLICAS = 8;

    private final SettableClock clock = new SettableClock(START);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void listen() {
        file = folder.resolve("keys");
        written.start();
        logger().addAppender(written);
    }

    @AfterEach
    void stopListening() throws IOException {
        logger().detachAppender(written);
        // Or it can't be deleted.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void makesTheFirstKeyForItsOwnerAlone() throws Exception {
        SigningKeys keys = SigningKeys.open(folder.resolve("made/here/keys"), TIMES, clock);

        assertThat(permissions(folder.resolve("made/here/keys"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("made/here/keys.lock"))).isEqualTo("rw-------");
        assertThat(keys.current().isPrivate()).isTrue();
        assertThat(ids(keys)).containsExactly(keys.current().getKeyID());
        assertThat(keys.age()).contains(Duration.ZERO);
        assertThat(keys.isRotating()).isTrue();
        assertThat(keys.isDegraded()).isFalse();
    }

    @Test
    void livesForYears() throws Exception {
        SigningKeys keys = open();
        String signing = keys.current().getKeyID();
        for (int rotation = 0; rotation < 24; rotation++) {
            advance(TIMES.rotation().minusSeconds(1).minus(keys.age().orElseThrow()), keys);
            assertThat(ids(keys)).containsExactly(signing);

            advance(Duration.ofSeconds(1), keys);
            assertThat(ids(keys)).hasSize(2).startsWith(signing);
            String next = ids(keys).getLast();
            assertThat(permissions(file)).isEqualTo("rw-------");

            advance(TIMES.overlap().minusSeconds(1), keys);
            assertThat(keys.current().getKeyID()).isEqualTo(signing);
            clock.advance(Duration.ofSeconds(1));
            assertThat(keys.current().getKeyID()).as("without reading anything").isEqualTo(next);

            advance(TIMES.overlap().plus(TIMES.tokenLifetime()).minusSeconds(1), keys);
            assertThat(ids(keys)).containsExactly(signing, next);
            advance(Duration.ofSeconds(1), keys);
            assertThat(ids(keys)).containsExactly(next);
            signing = next;
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, folder.resolve("keys.lock"));
        }
    }

    @Test
    void learnsOfTheOtherReplicasKeyBeforeThatSigns() {
        SigningKeys one = open();
        SigningKeys other = open();
        assertThat(ids(other)).isEqualTo(ids(one));

        advance(TIMES.rotation(), one);
        assertThat(ids(other)).hasSize(1);
        other.refresh();

        assertThat(ids(other)).isEqualTo(ids(one)).hasSize(2);
        clock.advance(TIMES.overlap());
        assertThat(other.current()).isEqualTo(one.current());
        assertThat(other.current().getKeyID()).isEqualTo(ids(one).getLast());
    }

    @Test
    void startsWithOneKeyForAllReplicas() throws Exception {
        List<SigningKeys> replicas = Together.run(REPLICAS, number -> open());

        assertThat(replicas).extracting(SigningKeysTests::ids).containsOnly(ids(replicas.getFirst()));
        assertThat(ids(replicas.getFirst())).hasSize(1);
    }

    @Test
    void makesOneKeyWhenAllReplicasDoSoAtOnce() throws Exception {
        List<SigningKeys> replicas = new ArrayList<>();
        for (int number = 0; number < REPLICAS; number++) {
            replicas.add(open());
        }
        for (int rotation = 1; rotation <= 5; rotation++) {
            clock.advance(TIMES.rotation().minus(replicas.getFirst().age().orElseThrow()));
            List<List<String>> made = Together.run(REPLICAS, number -> {
                replicas.get(number).refresh();
                return ids(replicas.get(number));
            });

            assertThat(made).containsOnly(ids(open()));
            assertThat(made.getFirst()).hasSize(2);
            clock.advance(TIMES.untilOthersAreOutlived());
            replicas.forEach(SigningKeys::refresh);
            assertThat(ids(replicas.getFirst())).hasSize(1);
        }
    }

    @Test
    void makesOneKeyWhenTwoProcessesDoSoAtOnce() throws Exception {
        SigningKeys keys = open();
        clock.advance(TIMES.rotation());
        List<Process> processes = new ArrayList<>();
        List<String> published = new ArrayList<>();
        try {
            for (int number = 0; number < 2; number++) {
                processes.add(RotatingProcess.start(file, clock.instant()));
            }
            for (Process process : processes) {
                assertThat(process.inputReader().lines().anyMatch(RotatingProcess.READY::equals))
                        .isTrue();
            }
            for (Process process : processes) {
                process.outputWriter().append('\n').flush();
            }
            for (Process process : processes) {
                published.add(process.inputReader().lines().toList().getLast());
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        keys.refresh();
        assertThat(ids(keys)).hasSize(2);
        assertThat(published).containsOnly(ids(keys).toString());
    }

    @Test
    void waitsForNobodyForEver() throws Exception {
        SigningKeys keys = open();
        clock.advance(TIMES.rotation());
        try (FileChannel channel = FileChannel.open(folder.resolve("keys.lock"), StandardOpenOption.WRITE)) {
            channel.lock();
            keys.refresh();
        }

        assertThat(keys.isDegraded()).isTrue();
        assertThat(keys.rotationFailures()).isEqualTo(1);
        assertThat(ids(keys)).hasSize(1);
        assertThat(warnings()).singleElement().asString().contains("holds the lock", file.toString());

        keys.refresh();
        assertThat(keys.isDegraded()).isFalse();
        assertThat(ids(keys)).hasSize(2);
    }

    @Test
    void takesOverTheKeyOfAFormerVersion() throws Exception {
        ECKey former = formerKey();
        Files.writeString(file, former.toJSONString());

        SigningKeys keys = open();

        assertThat(keys.current().toECPrivateKey()).isEqualTo(former.toECPrivateKey());
        assertThat(ids(keys)).containsExactly(former.getKeyID());
        assertThat(keys.age()).contains(Duration.ZERO);
        JWK stored = JWKSet.load(file.toFile()).getKeys().getFirst();
        assertThat(stored.getIssueTime()).isEqualTo(START);
        assertThat(permissions(file)).isEqualTo("rw-------");

        advance(TIMES.rotation(), keys);
        assertThat(ids(keys)).hasSize(2).startsWith(former.getKeyID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "folder"})
    void leavesRotationToTheOwnerOfAReadOnlyFile(String readOnly) throws Exception {
        Files.writeString(file, formerKey().toJSONString());
        protect(readOnly);

        SigningKeys keys = open();
        String former = keys.current().getKeyID();
        advance(TIMES.rotation(), keys);
        advance(TIMES.rotation(), keys);

        assertThat(ids(keys)).containsExactly(former);
        assertThat(keys.age()).as("nobody says").isEmpty();
        assertThat(keys.isRotating()).isFalse();
        assertThat(keys.isDegraded()).isFalse();
        assertThat(lines())
                .filteredOn(line -> line.contains("rotation is left to"))
                .hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void takesTheKeysThatTheOwnerOfAReadOnlyFilePutsThere() throws Exception {
        SigningKeySet first = SigningKeySet.firstAt(START);
        Files.writeString(file, first.text());
        protect("file");
        SigningKeys keys = open();

        clock.advance(TIMES.rotation());
        SigningKeySet both = first.tendedAt(clock.instant(), TIMES);
        replaceWith(both);
        protect("file");
        keys.refresh();

        assertThat(ids(keys))
                .isEqualTo(both.keys().stream().map(ECKey::getKeyID).toList());
        assertThat(keys.current()).isEqualTo(both.keys().getFirst());
        clock.advance(TIMES.overlap());
        assertThat(keys.current()).isEqualTo(both.keys().getLast());
    }

    @Test
    void rotatesWhatIsBehindALink() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link"),
                Files.createDirectory(folder.resolve("real")).resolve("keys"));
        SigningKeys direct = SigningKeys.open(folder.resolve("real/keys"), TIMES, clock);
        SigningKeys keys = SigningKeys.open(link, TIMES, clock);

        advance(TIMES.rotation(), keys);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        direct.refresh();
        assertThat(ids(direct)).isEqualTo(ids(keys)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n", "{\"keys\":[{\"kty\":\"EC\",\"d\":\"secret\"", "secret", "{\"keys\":[]}", "\u0000"})
    void goesOnWithTheKeysInMemoryWhileTheFileIsTorn(String torn) throws Exception {
        SigningKeys keys = open();
        String whole = Files.readString(file);
        ECKey signing = keys.current();
        Files.writeString(file, torn);

        clock.advance(TIMES.rotation());
        keys.refresh();
        keys.refresh();
        keys.refresh();

        assertThat(keys.current()).isEqualTo(signing);
        assertThat(ids(keys)).containsExactly(signing.getKeyID());
        assertThat(Files.readString(file)).as("nothing is written over it").isEqualTo(torn);
        assertThat(keys.isDegraded()).isTrue();
        assertThat(keys.readFailures()).isEqualTo(3);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(file.toString())
                .doesNotContain("secret");
        assertThat(written.list).allMatch(line -> line.getThrowableProxy() == null);

        Files.writeString(file, whole);
        keys.refresh();
        assertThat(keys.isDegraded()).isFalse();
        assertThat(ids(keys)).hasSize(2).startsWith(signing.getKeyID());
        assertThat(lines())
                .filteredOn(line -> line.endsWith("is in order again"))
                .hasSize(1);
    }

    @Test
    void saysOnceForEachChangeWhatIsWrong() throws Exception {
        SigningKeys keys = open();
        Files.delete(file);
        keys.refresh();
        keys.refresh();
        Files.createFile(file);
        keys.refresh();
        keys.refresh();

        assertThat(warnings()).hasSize(2);
        assertThat(warnings().getFirst()).contains("is missing; put it back");
        assertThat(warnings().getLast()).contains("is empty");
        assertThat(Files.size(file)).as("no key was made").isZero();
        assertThat(ids(keys)).hasSize(1);
    }

    @Test
    void takesWhatWasPutThereForTheTruth() throws Exception {
        SigningKeys keys = open();
        SigningKeySet other = SigningKeySet.firstAt(START);
        replaceWith(other);

        keys.refresh();

        assertThat(keys.current()).isEqualTo(other.keys().getFirst());
        assertThat(ids(keys)).containsExactly(keys.current().getKeyID());
    }

    @Test
    void keepsThePlaceOfAWriterThatWasKilled() throws Exception {
        SigningKeys keys = open();
        Files.writeString(folder.resolve("keys.new"), "half a ke");

        advance(TIMES.rotation(), keys);

        assertThat(ids(keys)).hasSize(2);
        assertThat(folder.resolve("keys.new")).doesNotExist();
    }

    @Test
    void changesNothingWhileTheClockIsWrong() throws Exception {
        SigningKeys keys = open();
        advance(TIMES.rotation(), keys);
        clock.advance(TIMES.overlap());
        List<String> published = ids(keys);
        String stored = Files.readString(file);

        for (String wrong : List.of("1970-01-01T00:00:00Z", "2025-12-31T23:00:00Z", "2026-01-30T23:59:00Z")) {
            clock.set(Instant.parse(wrong));
            keys.refresh();
            assertThat(ids(keys)).isEqualTo(published);
            assertThat(keys.current().getKeyID()).isEqualTo(published.getFirst());
        }

        assertThat(Files.readString(file)).isEqualTo(stored);
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbled", "{}", "{\"keys\":[]}"})
    void doesNotStartWithAFileThatHoldsNoKeys(String content) throws Exception {
        Files.writeString(file, content);

        assertThatThrownBy(this::open)
                .isInstanceOf(SigningKeyFileException.class)
                .hasMessageMatching("(?s)The file of the signing keys, \\Q" + file
                        + "\\E, .*; put the keys back, or delete the file .*");
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    @Test
    void doesNotStartWithABinaryFile() throws Exception {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(this::open).hasMessageContaining("is no JSON Web Key Set");
    }

    @Test
    void doesNotStartWithAFolderInTheFilesPlace() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(SigningKeyFileException.class)
                .hasMessageContaining(file + ", can't be read");
    }

    @Test
    void doesNotStartWithALinkThatLeadsNowhere() throws Exception {
        Files.createSymbolicLink(file, folder.resolve("nowhere"));

        assertThatThrownBy(this::open).hasMessageContaining(file + ", is missing; put it back");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void doesNotStartWhereItCanNotMakeTheFile() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("a-file"), "").resolve("keys");

        assertThatThrownBy(() -> SigningKeys.open(noFolder, TIMES, clock))
                .isInstanceOf(SigningKeyFileException.class)
                .hasMessageContaining(noFolder + ", doesn't exist and can't be made")
                .hasMessageContaining("make its folder writable");
    }

    @Test
    void warnsOfAFileThatOthersMayRead() throws Exception {
        Files.writeString(file, SigningKeySet.firstAt(START).text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        open();

        assertThat(warnings()).singleElement().asString().contains(file.toString(), "chmod 600");
    }

    private SigningKeys open() {
        return SigningKeys.open(file, TIMES, clock);
    }

    private void advance(Duration time, SigningKeys keys) {
        clock.advance(time);
        keys.refresh();
    }

    private void replaceWith(SigningKeySet keys) throws IOException {
        Files.delete(file);
        Files.writeString(file, keys.text());
    }

    private void protect(String what) throws IOException {
        if (what.equals("file")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        } else {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        }
    }

    private static ECKey formerKey() throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    }

    private static List<String> ids(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> warnings() {
        return written.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SigningKeys.class);
    }

    /** A replica in a process of its own. */
    static final class RotatingProcess {

        private static final String READY = "ready";

        private RotatingProcess() {}

        static Process start(Path file, Instant now) throws IOException {
            return new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Dfile.encoding=" + StandardCharsets.UTF_8,
                            RotatingProcess.class.getName(),
                            file.toString(),
                            now.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        /** Reads the keys before it is their time, so that all that is left to do is making the next one. */
        public static void main(String[] arguments) throws IOException {
            var clock = new SettableClock(START);
            SigningKeys keys = SigningKeys.open(Path.of(arguments[0]), TIMES, clock);
            System.out.println(READY);
            System.in.read();
            clock.set(Instant.parse(arguments[1]));
            keys.refresh();
            System.out.println(ids(keys));
        }
    }
}
