package io.agentplane.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the gateways that share a disk keep what they haven't sent yet: the first in the folder itself, the others each in
 * one below it. What somebody left behind who is gone is sent by those who are there.
 */
final class SpoolFolders {

    private static final Logger log = LoggerFactory.getLogger(SpoolFolders.class);
    private static final String OTHERS = "replica-";
    private static final int MAX_REPLICAS = 100;

    private final Path shared;
    private final long segmentSize;

    SpoolFolders(Path shared, long segmentSize) {
        this.shared = shared;
        this.segmentSize = segmentSize;
    }

    /** A folder that nobody uses, if possible one that has something left in it. */
    Spool claim() throws IOException {
        if (!Spool.isKnown(shared)) {
            log.warn(
                    "No gateway has used the spool {} before. If one ran with another, what it had not sent is there still, or lost",
                    shared.toAbsolutePath());
        }
        Optional<Spool> left = leftBehind();
        if (left.isPresent()) {
            return left.get();
        }
        for (Path folder : all()) {
            Optional<Spool> free = Spool.open(folder, segmentSize);
            if (free.isPresent()) {
                return free.get();
            }
        }
        throw new IOException("%d gateways use the folder %s already".formatted(MAX_REPLICAS, shared));
    }

    /** What a gateway left that is gone. A folder that can't be read hides no other. */
    Optional<Spool> leftBehind() {
        for (Path folder : all()) {
            try {
                if (Spool.hasSomething(folder)) {
                    Optional<Spool> left = Spool.open(folder, segmentSize);
                    if (left.isPresent()) {
                        return left;
                    }
                }
            } catch (IOException | UncheckedIOException unreadable) {
                log.warn("What is in the spool {} can't be read: {}", folder, unreadable.toString());
            }
        }
        return Optional.empty();
    }

    private List<Path> all() {
        List<Path> folders = new ArrayList<>(MAX_REPLICAS);
        folders.add(shared);
        for (int number = 1; number < MAX_REPLICAS; number++) {
            folders.add(shared.resolve(OTHERS + number));
        }
        return folders;
    }
}
