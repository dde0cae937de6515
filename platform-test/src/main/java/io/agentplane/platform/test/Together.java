package io.agentplane.platform.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does the same from many threads at one moment. */
public final class Together {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Together() {}

    /**
     * What came out, in the order of the threads' numbers. The failure of one is the test's; nobody is waited for longer than
     * two minutes.
     */
    public static <T> List<T> run(int threads, Work<T> work) throws Exception {
        var start = new CountDownLatch(threads);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<T>> started = new ArrayList<>(threads);
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                started.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.by(number);
                }));
            }
            List<T> results = new ArrayList<>(threads);
            for (Future<T> each : started) {
                results.add(each.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error assertion) {
                throw assertion;
            }
            throw (Exception) failed.getCause();
        } finally {
            pool.shutdownNow();
        }
    }

    /** What one of the threads does. */
    @FunctionalInterface
    public interface Work<T> {

        T by(int thread) throws Exception;
    }
}
