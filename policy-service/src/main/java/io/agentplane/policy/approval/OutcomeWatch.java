package io.agentplane.policy.approval;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets callers wait until approvals are decided, on whichever replica. However many wait, they cost one look at the database
 * when something is decided somewhere, and one a second.
 */
@Component
class OutcomeWatch implements SmartLifecycle {

    private static final String SIGNAL = "approvals";
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);

    private final ApprovalQueries queries;
    private final DatabaseSignals signals;
    private final int most;
    private final SignalledLoop loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Waiters> waiting = new HashMap<>();
    private int waiters;
    private volatile boolean running;

    OutcomeWatch(ApprovalQueries queries, DatabaseSignals signals, ApprovalSettings settings, MeterRegistry metrics) {
        this.queries = queries;
        this.signals = signals;
        most = settings.maxWaiting();
        loop = new SignalledLoop("approval-outcomes", LOOK_AT_LEAST_EVERY, this::look);
        signals.listen(SIGNAL, any -> loop.wake());
        Gauge.builder("agentplane.approval.waiting", this, OutcomeWatch::waiters)
                .description("Callers that wait for the outcome of an approval")
                .register(metrics);
    }

    /** Returns when the approval may have been decided, when the time is over, or when the service stops. */
    void await(UUID id, Duration patience) {
        lock.lock();
        try {
            if (waiters >= most) {
                throw ApprovalProblem.TOO_MANY_WAITING.because(
                        "Too many callers wait for approvals already; ask without wait");
            }
            Waiters others = waiting.computeIfAbsent(id, first -> begin());
            waiters++;
            others.count++;
            try {
                long left = patience.toNanos();
                while (running && !others.woken && left > 0) {
                    left = others.decided.awaitNanos(left);
                }
            } finally {
                waiters--;
                others.count--;
                if (others.count == 0) {
                    waiting.remove(id, others);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** It may have been decided since the caller looked, so this looks again. */
    private Waiters begin() {
        loop.wake();
        return new Waiters(lock.newCondition());
    }

    int waiters() {
        lock.lock();
        try {
            return waiters;
        } finally {
            lock.unlock();
        }
    }

    /** Once the decision is committed, everyone who waits hears of it. */
    @EventListener
    void decided(ApprovalEvent event) {
        signals.ring(SIGNAL, "");
    }

    private void look() {
        List<UUID> asked = asked();
        if (!asked.isEmpty()) {
            wake(queries.decided(asked));
        }
    }

    private List<UUID> asked() {
        lock.lock();
        try {
            return List.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void wake(List<UUID> decided) {
        lock.lock();
        try {
            for (UUID id : decided) {
                if (waiting.containsKey(id)) {
                    Waiters done = Objects.requireNonNull(waiting.remove(id));
                    done.woken = true;
                    done.decided.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        loop.start();
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            waiting.values().forEach(all -> all.decided.signalAll());
        } finally {
            lock.unlock();
        }
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for requests to end. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Those who wait for one approval. Guarded by the lock. */
    private static final class Waiters {

        private final Condition decided;
        private int count;
        private boolean woken;

        private Waiters(Condition decided) {
            this.decided = decided;
        }
    }
}
