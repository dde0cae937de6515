package io.agentplane.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gateways on the same disk left that are gone, a batch at a time. One thread uses it. */
final class Inheritance implements Closeable {

    private final SpoolFolders folders;
    private final Duration interval;
    private @Nullable Spool left;
    private long lookAt = System.nanoTime();

    /** @param interval how often it is looked whether somebody has gone */
    Inheritance(SpoolFolders folders, Duration interval) {
        this.folders = folders;
        this.interval = interval;
    }

    /** The next lines, the same ones until {@link #done}; none if nobody has left any. */
    List<byte[]> next() throws IOException {
        if (left == null && lookAt - System.nanoTime() <= 0) {
            lookAt = System.nanoTime() + interval.toNanos();
            left = folders.leftBehind().orElse(null);
        }
        if (left == null) {
            return List.of();
        }
        List<byte[]> lines = List.of();
        try {
            lines = left.next();
        } finally {
            // What can't be read is tried again at the next look.
            if (lines.isEmpty()) {
                close();
            }
        }
        return lines;
    }

    void done(List<byte[]> lines) {
        if (left != null) {
            left.done(lines);
        }
    }

    @Override
    public void close() throws IOException {
        if (left != null) {
            Spool closed = left;
            left = null;
            closed.close();
        }
    }
}
