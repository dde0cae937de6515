package io.agentplane.gateway.spool;

import io.agentplane.platform.event.EventCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/** Takes entries without waiting for anything: one thread writes them to disk, many at once, another sends them from there. */
public final class SpooledLog<T> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SpooledLog.class);
    private static final int BATCH = 1000;
    private static final int LONG_LINE = 32 * 1024;
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(3);

    /** How often it is looked whether a gateway on the same disk has gone and left something. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final EntryKind<T> kind;
    private final SpoolLimits limits;
    private final SpoolSender<T> sender;
    private final SpoolFolders folders;
    private final Duration look;
    private final Spool spool;
    private final EventCodec codec;
    private final LinkedBlockingQueue<Waiting<T>> queue;
    private final Semaphore news = new Semaphore(0);
    private final Counter lost;
    private final Counter unreadable;
    private volatile boolean running;
    private volatile boolean diskFails;
    private @Nullable Thread writing;
    private @Nullable Thread sending;

    SpooledLog(EntryKind<T> kind, SpoolLimits limits, SpoolSender<T> sender, EventCodec codec, MeterRegistry metrics)
            throws IOException {
        this(kind, limits, sender, codec, metrics, LOOK);
    }

    SpooledLog(
            EntryKind<T> kind,
            SpoolLimits limits,
            SpoolSender<T> sender,
            EventCodec codec,
            MeterRegistry metrics,
            Duration look)
            throws IOException {
        this.kind = kind;
        this.limits = limits;
        this.sender = sender;
        this.codec = codec;
        this.look = look;
        folders = new SpoolFolders(limits.folder(), limits.segment().toBytes());
        spool = folders.claim();
        queue = new LinkedBlockingQueue<>(limits.maxQueued());
        lost = Counter.builder("agentplane." + kind.name() + ".lost")
                .description("Given up while there was no room, or because it can't be written")
                .register(metrics);
        unreadable = Counter.builder("agentplane." + kind.name() + ".spool.unreadable")
                .description("Attempts to read the spool that failed; what is in it waits")
                .register(metrics);
        Gauge.builder("agentplane." + kind.name() + ".spool.size", spool, Spool::backlog)
                .description("What waits on disk for Kafka")
                .baseUnit("bytes")
                .register(metrics);
    }

    /** False while a further entry could be lost. */
    public boolean hasRoom() {
        return hasRoom(1);
    }

    /** Whether the last that was to be written could not be, as on a full disk. */
    public boolean isDiskFailing() {
        return diskFails;
    }

    /** The kind of its entries, as its metrics name it. */
    public String name() {
        return kind.name();
    }

    /** Whether some of the room is left; half of the queue stays free for what has been let in already. */
    private boolean hasRoom(int divisor) {
        return !diskFails
                && spool.backlog() < limits.maxSpool().toBytes() / divisor
                && queue.size() < limits.maxQueued() / 2 / divisor;
    }

    /** Takes an entry while half of the room is left, the other half being for those who insist; else it is lost and counted. */
    public void offer(T entry) {
        if (hasRoom(2)) {
            take(new Waiting<>(entry, null));
        } else {
            lost.increment();
        }
    }

    /** Takes an entry even where there is no room, as long as there is memory for it. */
    public void insist(T entry) {
        take(new Waiting<>(entry, null));
    }

    /** Takes an entry and tells when it is on disk; fails when it can't be. */
    public CompletableFuture<@Nullable Void> write(T entry) {
        var written = new CompletableFuture<@Nullable Void>();
        take(new Waiting<>(entry, written));
        return written;
    }

    private void take(Waiting<T> entry) {
        if (!queue.offer(entry)) {
            lose(entry, new IOException("There is no room"));
        }
    }

    private void lose(Waiting<T> entry, Exception why) {
        lost.increment();
        if (entry.written != null) {
            entry.written.completeExceptionally(why);
        }
    }

    @Override
    public void start() {
        running = true;
        writing = Thread.ofPlatform().name(kind.name() + "-writing").start(this::write);
        sending = Thread.ofPlatform().name(kind.name() + "-sending").daemon().start(this::send);
    }

    /** Writes all that was taken, and tries once more to send it. */
    @Override
    public void stop() {
        running = false;
        try {
            if (writing != null) {
                writing.join();
            }
            news.release();
            if (sending != null && !sending.join(LAST_ATTEMPT)) {
                sending.interrupt();
                if (!sending.join(LAST_ATTEMPT)) {
                    return;
                }
            }
            spool.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            log.warn("The spool of {} could not be closed: {}", kind.name(), failed.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the web server, which still answers calls while it stops. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void write() {
        List<Waiting<T>> entries = List.of();
        List<byte[]> lines = List.of();
        try {
            while (running || !(queue.isEmpty() && lines.isEmpty())) {
                if (lines.isEmpty()) {
                    entries = new ArrayList<>();
                    lines = next(entries);
                }
                if (!lines.isEmpty() && isWritten(lines)) {
                    entries.forEach(Waiting::tell);
                    lines = List.of();
                    news.release();
                } else if (diskFails) {
                    if (!running) {
                        log.error("{} {} are lost with this process", lines.size() + queue.size(), kind.name());
                        return;
                    }
                    TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lines of what waits, and which entries they are. */
    private List<byte[]> next(List<Waiting<T>> entries) throws InterruptedException {
        Waiting<T> first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Waiting<T>> taken = new ArrayList<>(List.of(first));
        queue.drainTo(taken, BATCH - 1);
        List<byte[]> lines = new ArrayList<>(taken.size());
        for (Waiting<T> waiting : taken) {
            try {
                lines.add(line(waiting.entry));
                entries.add(waiting);
            } catch (JacksonException | IOException unwritable) {
                log.error("One of {} can't be written", kind.name(), unwritable);
                lose(waiting, unwritable);
            }
        }
        return lines;
    }

    private byte[] line(T entry) throws IOException {
        byte[] json = encoded(entry);
        if (json.length > LONGEST_LINE) {
            throw new IOException("An entry of " + json.length + " bytes is too long");
        }
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private byte[] encoded(T entry) {
        try {
            byte[] json = codec.encodeState(entry);
            if (json.length <= LONG_LINE) {
                return json;
            }
        } catch (JacksonException halfAPair) {
            log.debug("What is written is short, since it has a text that can't be", halfAPair);
        }
        return codec.encodeState(kind.shortened().apply(entry));
    }

    private boolean isWritten(List<byte[]> lines) {
        try {
            spool.append(lines);
            diskFails = false;
            return true;
        } catch (IOException failed) {
            diskFails = true;
            log.warn("The spool of {} can't be written: {}", kind.name(), failed.toString());
            return false;
        }
    }

    private void send() {
        try (Inheritance inheritance = new Inheritance(folders, look)) {
            while (true) {
                List<byte[]> lines = waiting();
                boolean none = lines != null && lines.isEmpty();
                boolean sent = false;
                if (lines != null && !none && sender.isSent(lines)) {
                    spool.done(lines);
                    sent = true;
                }
                if (running && (none || sent) && sendsSomeOf(inheritance)) {
                    sent = true;
                }
                if (!sent) {
                    if (!running) {
                        return;
                    }
                    pause(none ? IDLE : RETRY);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            log.warn("What another gateway left of {} can't be closed: {}", kind.name(), failed.toString());
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    /** A batch for each of its own, so that neither has to wait for the other's end. */
    private boolean sendsSomeOf(Inheritance inheritance) throws InterruptedException {
        try {
            List<byte[]> lines = inheritance.next();
            if (lines.isEmpty() || !sender.isSent(lines)) {
                return false;
            }
            inheritance.done(lines);
            return true;
        } catch (IOException failed) {
            unreadable.increment();
            log.warn("What another gateway left of {} can't be read: {}", kind.name(), failed.toString());
            return false;
        }
    }

    /** Null when the disk doesn't give it at present. */
    private @Nullable List<byte[]> waiting() {
        try {
            return spool.next();
        } catch (IOException failed) {
            unreadable.increment();
            log.error("The spool of {} can't be read: {}", kind.name(), failed.toString());
            return null;
        }
    }

    /** @param written completed when the entry is on disk; null when nobody waits for that */
    private record Waiting<T>(T entry, @Nullable CompletableFuture<@Nullable Void> written) {

        void tell() {
            if (written != null) {
                written.complete(null);
            }
        }
    }
}
