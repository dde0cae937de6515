package io.agentplane.platform.signing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file that all replicas share and only its owner can read. It is replaced as a whole, so that whoever reads it needs no
 * lock; whoever changes it holds one, also against other processes.
 */
final class SigningKeyFile {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> WRITE = PosixFilePermissions.fromString("-w--w--w-");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("------rwx");
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    /** A file lock belongs to the whole process, and is lost when anyone there closes the file. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;

    SigningKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @throws SigningKeyFileException if there is none, or none that holds signing keys and nothing else */
    SigningKeySet read() {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw failure("is missing", "put it back", missing);
        } catch (AccessDeniedException forbidden) {
            throw failure("can't be read by this process", "make it readable for the service's user", forbidden);
        } catch (CharacterCodingException garbled) {
            throw unusable("is no JSON Web Key Set");
        } catch (IOException unreadable) {
            throw failure("can't be read: " + reason(unreadable), "make it a readable file", unreadable);
        }
        if (text.isBlank()) {
            throw unusable("is empty");
        }
        try {
            return SigningKeySet.parse(text);
        } catch (ParseException garbled) {
            throw unusable(String.valueOf(garbled.getMessage()));
        }
    }

    /** Makes the file if there is none, a link that leads nowhere included; of two replicas that do so at once one wins. */
    void createIfMissing(SigningKeySet first) {
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectories(folder(file));
            locked(file, () -> {
                if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                    write(first, file, SigningKeyFile::link);
                }
                return first;
            });
        } catch (IOException refused) {
            throw failure(
                    "doesn't exist and can't be made: " + reason(refused),
                    "make its folder writable for the service's user, or put a file with a key there",
                    refused);
        }
    }

    /**
     * Reads the keys again under the lock and stores what they become, unless that is the same.
     *
     * @return what the file holds now
     * @throws IOException if it can't be locked or replaced; it is as before then
     * @throws SigningKeyFileException as {@link #read}
     */
    SigningKeySet update(UnaryOperator<SigningKeySet> change) throws IOException {
        // What is behind a link is replaced, not the link.
        Path target = file.toRealPath();
        return locked(target, () -> {
            SigningKeySet before = read();
            SigningKeySet after = change.apply(before);
            if (!after.equals(before)) {
                write(after, target, SigningKeyFile::replace);
            }
            return after;
        });
    }

    /**
     * False for a file or folder that somebody has made read-only, such as a mounted secret. The superuser, who may write
     * anywhere, respects that too.
     */
    boolean isWritable() {
        try {
            Path target = file.toRealPath();
            return isWritable(target) && isWritable(folder(target));
        } catch (IOException absent) {
            return false;
        }
    }

    private static boolean isWritable(Path path) throws IOException {
        return Files.isWritable(path) && !Collections.disjoint(Files.getPosixFilePermissions(path), WRITE);
    }

    /** True if all users of the machine may read or change it. */
    boolean isOpenToOthers() {
        try {
            return !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS);
        } catch (IOException absent) {
            return false;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ", " + failure.getMessage();
    }

    private SigningKeyFileException unusable(String fault) {
        return failure(
                fault, "put the keys back, or delete the file if a new key is to be made at the next start", null);
    }

    private SigningKeyFileException failure(String fault, String remedy, @Nullable Throwable cause) {
        return new SigningKeyFileException("The file of the signing keys, " + file + ", " + fault, remedy, cause);
    }

    private static void write(SigningKeySet keys, Path target, Placing placing) throws IOException {
        Path draft = beside(target, ".new");
        // Left by one that was killed while it wrote; nobody else writes now.
        Files.deleteIfExists(draft);
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
                ByteBuffer text = ByteBuffer.wrap(keys.text().getBytes(StandardCharsets.UTF_8));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            placing.place(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel folder = FileChannel.open(folder(target), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void replace(Path draft, Path target) throws IOException {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A link appears whole or not at all, and never replaces what somebody has put there without a lock. */
    private static void link(Path draft, Path target) throws IOException {
        try {
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException otherWasFaster) {
            return;
        }
    }

    private static SigningKeySet locked(Path target, Change change) throws IOException {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(
                beside(target, ".lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY)) {
            acquire(channel, target);
            return change.make();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** Held until the channel is closed, or the process ends however it does. */
    private static void acquire(FileChannel channel, Path target) throws IOException {
        long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (!tryAcquire(channel)) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException("another process holds the lock of " + target);
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while it waited for the lock of " + target);
            }
        }
    }

    private static boolean tryAcquire(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByACopyOfThisClass) {
            return false;
        }
    }

    private static Path beside(Path target, String ending) {
        return target.resolveSibling(target.getFileName() + ending);
    }

    private static Path folder(Path target) {
        return target.resolveSibling("");
    }

    /** How a draft gets its name. */
    @FunctionalInterface
    private interface Placing {

        void place(Path draft, Path target) throws IOException;
    }

    /** What is done under the lock. */
    @FunctionalInterface
    private interface Change {

        SigningKeySet make() throws IOException;
    }
}
