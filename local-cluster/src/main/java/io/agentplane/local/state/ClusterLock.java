package io.agentplane.local.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the launcher as long as its cluster runs; the operating system frees it however the launcher ends. */
public final class ClusterLock implements AutoCloseable {

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or nothing if a launcher holds it. */
    public static Optional<ClusterLock> tryAcquire(DataFolder folder) throws IOException {
        Path file = folder.lockFile();
        OwnerOnly.createFolders(folder.root());
        OwnerOnly.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new ClusterLock(channel));
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            // The answer is the same as for a lock held by another process.
        }
        channel.close();
        return Optional.empty();
    }

    public static boolean isHeld(DataFolder folder) throws IOException {
        if (!Files.exists(folder.lockFile())) {
            return false;
        }
        Optional<ClusterLock> lock = tryAcquire(folder);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
