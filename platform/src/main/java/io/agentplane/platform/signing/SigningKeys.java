package io.agentplane.platform.signing;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys of a service, as they were read last from the file that its replicas share. A key is published from the
 * moment it exists, signs after the overlap, and stays published until no token counts that it has signed. While the file
 * can't be used, the keys in memory go on.
 */
public final class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final SigningKeyFile file;
    private final KeyTimes times;
    private final Clock clock;
    private final AtomicLong readFailures = new AtomicLong();
    private final AtomicLong rotationFailures = new AtomicLong();
    private volatile SigningKeySet keys;
    private volatile boolean rotating = true;
    private volatile @Nullable String trouble;

    private SigningKeys(SigningKeyFile file, KeyTimes times, Clock clock) {
        this.file = file;
        this.times = times;
        this.clock = clock;
        this.keys = file.read();
    }

    /**
     * Reads the keys, or makes the first one where there is no file.
     *
     * @throws RuntimeException one sentence that names the file and says what to do, if it can't be used
     */
    public static SigningKeys open(Path path, KeyTimes times, Clock clock) {
        var file = new SigningKeyFile(path);
        file.createIfMissing(SigningKeySet.firstAt(clock.instant()));
        var keys = new SigningKeys(file, times, clock);
        if (file.isOpenToOthers()) {
            log.warn(
                    "All users of this machine may read or change the file of the signing keys, {}; restrict it to its"
                            + " owner, as by chmod 600",
                    file);
        }
        keys.refresh();
        return keys;
    }

    /** The private key to sign with at present. */
    public ECKey current() {
        return keys.signingAt(clock.instant(), times);
    }

    /** The public keys by which the tokens of all replicas can be verified, now and after the next change of keys. */
    public JWKSet published() {
        return keys.published();
    }

    /**
     * Reads the file again, since another replica or its owner may have changed it, and does what is due: makes the next key
     * and removes those that are outlived. What goes wrong is logged when it begins, and leaves the keys as they are.
     */
    public synchronized void refresh() {
        try {
            adopt(file.read());
        } catch (SigningKeyFileException unusable) {
            readFailures.incrementAndGet();
            warn(unusable.getMessage());
            return;
        }
        try {
            tend();
            settle();
        } catch (SigningKeyFileException | IOException refused) {
            rotationFailures.incrementAndGet();
            warn("The file of the signing keys, " + file + ", can't be changed: " + reason(refused)
                    + "; let the service's user write it and its folder, or make it read-only and rotate its keys"
                    + " yourself");
        }
    }

    private static @Nullable String reason(Exception refused) {
        return refused instanceof IOException failure ? SigningKeyFile.reason(failure) : refused.getMessage();
    }

    private void tend() throws IOException {
        boolean writable = file.isWritable();
        if (writable != rotating) {
            log.info(
                    writable
                            ? "The signing keys in {} are rotated by this service again"
                            : "The file of the signing keys, {}, is read-only: rotation is left to whoever writes it",
                    file);
            rotating = writable;
        }
        if (writable && keys.needsTendingAt(clock.instant(), times)) {
            adopt(file.update(current -> current.tendedAt(clock.instant(), times)));
        }
    }

    private void adopt(SigningKeySet found) {
        if (found.equals(keys)) {
            return;
        }
        List<String> before = names(keys);
        keys = found;
        if (!names(found).equals(before)) {
            log.info("The published signing keys are {}, the oldest first; they were {}", names(found), before);
        }
    }

    private static List<String> names(SigningKeySet keys) {
        return keys.keys().stream().map(ECKey::getKeyID).toList();
    }

    private void warn(@Nullable String what) {
        if (what != null && !what.equals(trouble)) {
            log.warn("{}. The keys in memory go on until then", what);
        }
        trouble = what;
    }

    private void settle() {
        if (trouble != null) {
            log.info("The file of the signing keys, {}, is in order again", file);
            trouble = null;
        }
    }

    /** True while the file can't be read, or not be changed though it should. */
    public boolean isDegraded() {
        return trouble != null;
    }

    /** False while the file is read-only, so that somebody else has to put new keys there. */
    public boolean isRotating() {
        return rotating;
    }

    /** How long ago the key was made that signs at present; empty if the file doesn't say. */
    public Optional<Duration> age() {
        Instant now = clock.instant();
        return SigningKeySet.madeAt(keys.signingAt(now, times)).map(made -> Duration.between(made, now));
    }

    /** How often the file could not be read. */
    public long readFailures() {
        return readFailures.get();
    }

    /** How often a key could not be made or removed that it was time for. */
    public long rotationFailures() {
        return rotationFailures.get();
    }
}
