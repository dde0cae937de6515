package io.agentplane.platform.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads that do something over and over until the test is done with them, or has failed: closing ends them in any case,
 * those that wait for something by an interrupt.
 */
public final class Loops implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** Starts a thread that does this until {@link #stop}; a failure ends it and is told there. */
    public void repeat(Work work) {
        start(() -> {
            while (going.get()) {
                work.once();
            }
        });
    }

    /** Starts a thread that does this once; a failure is told as one of {@link #repeat} is. */
    public void once(Work work) {
        start(work);
    }

    private void start(Work work) {
        threads.add(Thread.startVirtualThread(() -> {
            try {
                work.once();
            } catch (Throwable failure) {
                if (going.get()) {
                    failures.add(failure);
                }
            }
        }));
    }

    /**
     * Lets every thread end what it has begun, for twenty seconds at most.
     *
     * @throws AssertionError if one had failed before
     */
    public void stop() {
        close();
        if (!failures.isEmpty()) {
            throw new AssertionError("A thread of the test failed", failures.getFirst());
        }
    }

    @Override
    public void close() {
        going.set(false);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException interrupted) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    /** What a thread does over and over. */
    @FunctionalInterface
    public interface Work {

        void once() throws Exception;
    }
}
