package io.agentplane.gateway.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.EventCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes entries without waiting for anything: one thread writes them to disk, many at once, another sends them from there. */
@Component
public class AuditTrail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final int BATCH = 1000;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(3);

    private final Spool spool;
    private final AuditSender sender;
    private final EventCodec codec;
    private final AuditSettings settings;
    private final LinkedBlockingQueue<AuditEntry> queue;
    private final Semaphore news = new Semaphore(0);
    private final Counter lost;
    private final Counter unreadable;
    private volatile boolean running;
    private volatile boolean diskFails;
    private @Nullable Thread writing;
    private @Nullable Thread sending;

    AuditTrail(AuditSettings settings, AuditSender sender, EventCodec codec, MeterRegistry metrics) throws IOException {
        this.settings = settings;
        this.sender = sender;
        this.codec = codec;
        spool = new Spool(settings.folder(), settings.segment().toBytes());
        queue = new LinkedBlockingQueue<>(settings.maxQueued());
        lost = Counter.builder("agentplane.audit.entries.lost")
                .description("Entries given up while there was no room: of reads and refusals, never of changes")
                .register(metrics);
        unreadable = Counter.builder("agentplane.audit.spool.unreadable")
                .description("Attempts to read the spool that failed; what is in it waits")
                .register(metrics);
        Gauge.builder("agentplane.audit.spool.size", spool, Spool::backlog)
                .description("What waits on disk for Kafka")
                .baseUnit("bytes")
                .register(metrics);
    }

    /** False while a further entry could be lost; what must not go unrecorded is to be refused then. */
    public boolean hasRoom() {
        return hasRoom(1);
    }

    /** Whether some of the room is left; half of the queue stays free for what has been let in already. */
    private boolean hasRoom(int divisor) {
        return !diskFails
                && spool.backlog() < settings.maxSpool().toBytes() / divisor
                && queue.size() < settings.maxQueued() / 2 / divisor;
    }

    /**
     * Takes an entry.
     *
     * @param sensitive whether it is kept even where there is no room, since it was let in while there was; what isn't gets
     *     half of the room, so that nobody can bring changes to a halt by mere calls
     */
    public void record(AuditEntry entry, boolean sensitive) {
        if (!(sensitive || hasRoom(2)) || !queue.offer(entry)) {
            lost.increment();
        }
    }

    @Override
    public void start() {
        running = true;
        writing = Thread.ofPlatform().name("audit-writing").start(this::write);
        sending = Thread.ofPlatform().name("audit-sending").daemon().start(this::send);
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
            log.warn("The audit spool could not be closed: {}", failed.toString());
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
        List<byte[]> lines = List.of();
        try {
            while (running || !(queue.isEmpty() && lines.isEmpty())) {
                if (lines.isEmpty()) {
                    lines = take();
                }
                if (!lines.isEmpty() && isWritten(lines)) {
                    lines = List.of();
                    news.release();
                } else if (diskFails) {
                    if (!running) {
                        log.error("{} audit entries are lost with this process", lines.size() + queue.size());
                        return;
                    }
                    TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<byte[]> take() throws InterruptedException {
        AuditEntry first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<AuditEntry> entries = new ArrayList<>(List.of(first));
        queue.drainTo(entries, BATCH - 1);
        List<byte[]> lines = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            byte[] json = codec.encodeState(entry);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            lines.add(line);
        }
        return lines;
    }

    private boolean isWritten(List<byte[]> lines) {
        try {
            spool.append(lines);
            diskFails = false;
            return true;
        } catch (IOException failed) {
            diskFails = true;
            log.warn("The audit spool can't be written: {}", failed.toString());
            return false;
        }
    }

    private void send() {
        try {
            while (true) {
                List<byte[]> lines = next();
                if (lines != null && !lines.isEmpty() && sender.isSent(lines)) {
                    spool.done(lines);
                } else if (!running) {
                    return;
                } else if (lines != null && lines.isEmpty()) {
                    news.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    news.drainPermits();
                } else {
                    news.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null when the disk doesn't give it at present. */
    private @Nullable List<byte[]> next() {
        try {
            return spool.next();
        } catch (IOException failed) {
            unreadable.increment();
            log.error("The audit spool can't be read", failed);
            return null;
        }
    }
}
