package io.agentplane.platform.feed;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the changes in the database and keeps the latest in memory for the watchers of this replica. A watcher that is
 * too far behind for that reads from the database until it has caught up; it is never skipped over anything: where changes
 * that it has not seen have been removed there, it is refused.
 */
public final class ChangeFeed implements SmartLifecycle {

    private static final int BATCH = 500;
    private static final int KEPT = 5_000;
    private static final long KEPT_CHARACTERS = 16L * 1024 * 1024;
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);

    private final ChangeSource source;
    private final SignalledLoop loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Deque<Change> latest = new ArrayDeque<>();
    private long keptCharacters;
    private @Nullable Position start;
    private @Nullable Position head;
    private volatile boolean running;

    /** Looks whenever the signal of this topic is rung, and once a second in any case. */
    public ChangeFeed(String name, ChangeSource source, DatabaseSignals signals, String topic) {
        this.source = source;
        this.loop = new SignalledLoop(name, LOOK_AT_LEAST_EVERY, this::look);
        signals.listen(topic, payload -> loop.wake());
    }

    private void look() {
        if (head == null) {
            begin(Position.before(source.oldestOpenTransaction()));
        }
        List<Change> changes;
        do {
            Position reached = Objects.requireNonNull(head);
            changes = source.after(reached, BATCH);
            if (isRemovedBehind(reached)) {
                beginAnew();
                return;
            }
            keep(changes);
        } while (running && changes.size() == BATCH);
    }

    private void begin(Position position) {
        lock.lock();
        try {
            start = position;
            head = position;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** After it was away for so long that it has missed changes; so have the watchers, who are refused. */
    private void beginAnew() {
        lock.lock();
        try {
            latest.clear();
            keptCharacters = 0;
            begin(Position.before(source.oldestOpenTransaction()));
        } finally {
            lock.unlock();
        }
    }

    /** Asked after changes were read, so that they were all there if it says so. */
    private boolean isRemovedBehind(Position position) {
        return position.compareTo(source.removedUpTo()) < 0;
    }

    private void keep(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            latest.addAll(changes);
            keptCharacters += changes.stream().mapToLong(ChangeFeed::characters).sum();
            head = changes.getLast().position();
            while (latest.size() > KEPT || keptCharacters > KEPT_CHARACTERS) {
                Change oldest = latest.removeFirst();
                keptCharacters -= characters(oldest);
                start = oldest.position();
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long characters(Change change) {
        return change.data().length();
    }

    /** Where a watcher begins that has seen nothing yet, once the feed knows itself. */
    Position now() throws InterruptedException {
        lock.lock();
        try {
            while (head == null && running) {
                grown.await(1, TimeUnit.SECONDS);
            }
            if (head == null) {
                throw PlatformProblem.DATABASE_UNAVAILABLE.because("The stream of changes is not open yet");
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** The position a watcher has reached earlier, here or on another replica. */
    Position resume(String lastEventId) {
        Position position;
        try {
            position = Position.parse(lastEventId);
        } catch (IllegalArgumentException foreign) {
            throw refused("must be the id of an event of this stream");
        }
        if (position.transaction() >= source.oldestOpenTransaction()) {
            throw refused("is of another database; read the present state and watch from now on");
        }
        if (isRemovedBehind(position)) {
            throw refused("is older than what is kept; read the present state and watch from now on");
        }
        return position;
    }

    private static RuntimeException refused(String message) {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: Last-Event-ID")
                .withErrors(List.of(new FieldFault("Last-Event-ID", message)));
    }

    /**
     * The changes behind a position, of all namespaces; waits for the first one, at most so long.
     *
     * @throws RemovedChangesException if not all of them are there any more
     */
    List<Change> after(Position position, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (running && head != null && position.compareTo(head) >= 0 && left > 0) {
                left = grown.awaitNanos(left);
            }
            if (start != null && position.compareTo(start) >= 0) {
                return kept(position);
            }
        } finally {
            lock.unlock();
        }
        List<Change> changes = source.after(position, BATCH);
        if (isRemovedBehind(position)) {
            throw new RemovedChangesException();
        }
        return changes;
    }

    private List<Change> kept(Position position) {
        List<Change> changes = new ArrayList<>();
        for (var change = latest.descendingIterator(); change.hasNext(); ) {
            Change next = change.next();
            if (next.position().compareTo(position) <= 0) {
                break;
            }
            changes.add(next);
        }
        return changes.reversed();
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    @Override
    public void stop() {
        running = false;
        loop.stop();
        lock.lock();
        try {
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for requests to end: a watcher's never does by itself. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Changes that a watcher has not seen are no longer kept. */
    static final class RemovedChangesException extends RuntimeException {

        RemovedChangesException() {
            super("Changes behind this position are no longer kept");
        }
    }
}
