package io.agentplane.policy.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles and tries policies that strangers wrote. It has platform threads of its own, since such work can take long and
 * would hold up everyone else on shared ones. Its bounds are how long work may take, how much of it runs at once, and how much
 * waits. Work whose time is up is interrupted. A thread that goes on nevertheless is left behind and its place given to others,
 * a few times; after that it keeps its place until it ends. One owner of work never has all of several places, and never
 * more than half of the room to wait.
 */
public final class CompileRoom {

    private static final int MAX_LEFT_BEHIND = 4;

    private final String name;
    private final Duration limit;
    private final Semaphore places;
    private final Semaphore waiting;
    private final int placesOfOne;
    private final int waitingOfOne;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final AtomicInteger everLeftBehind = new AtomicInteger();

    /**
     * @param name of its threads
     * @param atOnce how many may work
     * @param waiting how many more may wait for a place, as long as for the work itself
     * @param limit how long one piece of work may take
     */
    public CompileRoom(String name, int atOnce, int waiting, Duration limit) {
        this.name = name;
        this.limit = limit;
        this.places = new Semaphore(atOnce, true);
        this.waiting = new Semaphore(atOnce + waiting);
        this.placesOfOne = Math.max(1, atOnce - 1);
        this.waitingOfOne = (atOnce + waiting + 1) / 2;
    }

    /**
     * Does the work and waits for it. The work sees nothing that belongs to the caller's thread.
     *
     * @param owner of the work, such as a namespace
     * @throws CompileRefusedException when there is no place for it, or it takes too long
     */
    public <T> T call(String owner, Supplier<T> work) {
        Share share = enter(owner);
        try {
            if (!waiting.tryAcquire()) {
                throw CompileRefusedException.busy();
            }
            try {
                return inPlaceOf(owner, share, work);
            } finally {
                waiting.release();
            }
        } finally {
            exit(owner);
        }
    }

    private Share enter(String owner) {
        Share share = shares.compute(
                owner, (_, known) -> known == null ? new Share(new Semaphore(placesOfOne, true), 1) : known.with());
        if (share.users() > waitingOfOne) {
            exit(owner);
            throw CompileRefusedException.busy();
        }
        return share;
    }

    private void exit(String owner) {
        shares.computeIfPresent(owner, (_, share) -> inUse(share.without()));
    }

    /** An owner's share lasts as long as it has a call or a place: a new one would give it places that it still has. */
    private @Nullable Share inUse(Share share) {
        return share.users() == 0 && share.places().availablePermits() == placesOfOne ? null : share;
    }

    private <T> T inPlaceOf(String owner, Share share, Supplier<T> work) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            if (!share.places().tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw CompileRefusedException.busy();
            }
            boolean placed = false;
            try {
                placed = places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } finally {
                if (!placed) {
                    share.places().release();
                }
            }
            if (!placed) {
                throw CompileRefusedException.busy();
            }
            return new Job<>(owner, work).done();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CompileRefusedException.busy();
        }
    }

    /** Gives back a place, and what its owner had of it. */
    private void release(String owner) {
        places.release();
        shares.computeIfPresent(owner, (_, share) -> {
            share.places().release();
            return inUse(share);
        });
    }

    /** How many threads have ever been left behind, for those who watch. */
    public int everLeftBehind() {
        return everLeftBehind.get();
    }

    /** Ends work that is under way where it can be ended: between two policies, or two decisions. */
    public static void requireWanted() {
        if (Thread.currentThread().isInterrupted()) {
            throw CompileRefusedException.tooLong();
        }
    }

    /**
     * What one owner has of the room.
     *
     * @param users its calls that wait or work
     */
    private record Share(Semaphore places, int users) {

        Share with() {
            return new Share(places, users + 1);
        }

        Share without() {
            return new Share(places, users - 1);
        }
    }

    private final class Job<T> {

        private final String owner;
        private final FutureTask<T> task;
        private final AtomicBoolean ended = new AtomicBoolean();

        Job(String owner, Supplier<T> work) {
            this.owner = owner;
            task = new FutureTask<>(work::get);
        }

        T done() throws InterruptedException {
            Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                release(owner);
                throw CompileRefusedException.busy();
            }
            try {
                return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException tooLong) {
                throw CompileRefusedException.tooLong();
            } catch (ExecutionException failed) {
                throw rethrown(failed.getCause());
            } finally {
                if (!task.isDone()) {
                    thread.interrupt();
                    leave(thread);
                }
            }
        }

        private void run() {
            task.run();
            if (ended.compareAndSet(false, true)) {
                release(owner);
            } else {
                leftBehind.decrementAndGet();
            }
        }

        /** Gives the place of a thread that goes on to others, unless there are too many such threads. */
        private void leave(Thread thread) throws InterruptedException {
            if (thread.join(Duration.ofMillis(100))) {
                return;
            }
            everLeftBehind.incrementAndGet();
            if (leftBehind.incrementAndGet() > MAX_LEFT_BEHIND) {
                leftBehind.decrementAndGet();
            } else if (ended.compareAndSet(false, true)) {
                release(owner);
            } else {
                leftBehind.decrementAndGet();
            }
        }

        private static RuntimeException rethrown(@Nullable Throwable failure) {
            return switch (failure) {
                case Error error -> throw error;
                case RuntimeException thrown -> thrown;
                case null, default -> new IllegalStateException(failure);
            };
        }
    }
}
