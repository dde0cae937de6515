package io.agentplane.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines on disk, first in, first out, in files that are only appended to. One thread appends and one reads. After a
 * restart it begins with the oldest file again, so that lines of one file at most come twice and none is missed.
 */
final class Spool implements Closeable {

    private static final String SUFFIX = ".jsonl";
    private static final Pattern SEGMENT = Pattern.compile("\\d{19}\\.jsonl");
    private static final String LOCK = "in-use";

    /** The folders that this process has open. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int MAX_READ_AT_ONCE = 256 * 1024;

    private final Path folder;
    private final long segmentSize;
    private final ConcurrentLinkedDeque<Segment> segments = new ConcurrentLinkedDeque<>();
    private final AtomicLong backlog = new AtomicLong();
    private final FileChannel inUse;
    private long nextNumber;
    private @Nullable FileChannel active;
    private long readTo;

    /** Nothing if the folder is in use: two who read it would delete each other's files. */
    static Optional<Spool> open(Path folder, long segmentSize) throws IOException {
        Files.createDirectories(folder);
        Path held = folder.toRealPath();
        // Asked first: a lock is the process's, and closing any channel of its file would give it up.
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        @Nullable Spool opened = null;
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(held.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                opened = new Spool(held, segmentSize, channel);
            }
            return Optional.ofNullable(opened);
        } finally {
            if (opened == null) {
                giveUp(held, channel);
            }
        }
    }

    private static void giveUp(Path held, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.remove(held);
        }
    }

    /** Whether a gateway has ever used the folder. */
    static boolean isKnown(Path folder) {
        return Files.exists(folder.resolve(LOCK));
    }

    /** Whether files lie in the folder, whoever uses it. */
    static boolean hasSomething(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(Spool::isSegment);
        }
    }

    private static boolean isSegment(Path file) {
        return SEGMENT.matcher(file.getFileName().toString()).matches();
    }

    private Spool(Path folder, long segmentSize, FileChannel inUse) throws IOException {
        this.folder = folder;
        this.segmentSize = segmentSize;
        this.inUse = inUse;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Spool::isSegment).sorted().toList()) {
                nextNumber = 1 + Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
                var segment = new Segment(file);
                segment.length = wholeLines(file);
                segment.sealed = true;
                segments.add(segment);
                backlog.addAndGet(segment.length);
            }
        }
    }

    /** What is still to be read, in bytes. */
    long backlog() {
        return backlog.get();
    }

    /** Appends lines, each with its line feed; returns when they are on disk. After a failure none of them counts. */
    void append(List<byte[]> lines) throws IOException {
        Segment last = segments.peekLast();
        if (active == null || last == null || last.sealed || last.length >= segmentSize || !Files.exists(last.path)) {
            last = begin();
        }
        FileChannel channel = Objects.requireNonNull(active);
        ByteBuffer content =
                ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
        lines.forEach(content::put);
        content.flip();
        int size = content.remaining();
        long at = last.length;
        while (content.hasRemaining()) {
            at += channel.write(content, at);
        }
        channel.force(false);
        last.length = at;
        backlog.addAndGet(size);
    }

    private Segment begin() throws IOException {
        closeActive();
        Segment fresh = new Segment(folder.resolve("%019d%s".formatted(nextNumber++, SUFFIX)));
        active = FileChannel.open(fresh.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        segments.add(fresh);
        return fresh;
    }

    /** The oldest lines that aren't done with, without their line feeds; the same ones until {@link #done}. */
    List<byte[]> next() throws IOException {
        Segment first = segments.peekFirst();
        while (first != null) {
            // Looked at before the length, since only a sealed file grows no more.
            boolean sealed = first.sealed;
            if (readTo < first.length) {
                return lines(read(first));
            }
            if (!sealed) {
                return List.of();
            }
            Files.deleteIfExists(first.path);
            segments.pollFirst();
            readTo = 0;
            first = segments.peekFirst();
        }
        return List.of();
    }

    /** Goes on behind these lines. */
    void done(List<byte[]> lines) {
        long size = lines.stream().mapToLong(line -> line.length + 1L).sum();
        readTo += size;
        backlog.addAndGet(-size);
    }

    /** So much that there is at least one whole line in it. */
    private byte[] read(Segment segment) throws IOException {
        long rest = segment.length - readTo;
        byte[] content = read(segment, Math.min(MAX_READ_AT_ONCE, rest));
        while (content.length < rest && !hasLine(content)) {
            content = read(segment, Math.min(2L * content.length, rest));
        }
        return content;
    }

    private byte[] read(Segment segment, long size) throws IOException {
        try (var file = new RandomAccessFile(segment.path.toFile(), "r")) {
            byte[] content = new byte[(int) size];
            file.seek(readTo);
            file.readFully(content);
            return content;
        }
    }

    private static boolean hasLine(byte[] content) {
        for (byte octet : content) {
            if (octet == '\n') {
                return true;
            }
        }
        return false;
    }

    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int index = 0; index < content.length; index++) {
            if (content[index] == '\n') {
                lines.add(Arrays.copyOfRange(content, begin, index));
                begin = index + 1;
            }
        }
        return lines;
    }

    /** A crash can leave half a line at the end. */
    private static long wholeLines(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void closeActive() throws IOException {
        FileChannel channel = active;
        active = null;
        Segment last = segments.peekLast();
        if (last != null) {
            last.sealed = true;
        }
        if (channel != null) {
            channel.close();
        }
    }

    /** Both threads must have ended; a file that is done with is deleted. */
    @Override
    public void close() throws IOException {
        try {
            closeActive();
            next();
        } finally {
            giveUp(folder, inUse);
        }
    }

    private static final class Segment {

        private final Path path;
        private volatile long length;
        private volatile boolean sealed;

        Segment(Path path) {
            this.path = path;
        }
    }
}
