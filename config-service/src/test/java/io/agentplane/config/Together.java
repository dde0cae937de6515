package io.agentplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the same from many threads at one moment. */
final class Together {

    private Together() {}

    /** What came out, in the order of the threads' numbers. */
    static <T> List<T> run(int threads, IntFunction<T> work) throws Exception {
        var start = new CountDownLatch(threads);
        List<Callable<T>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            all.add(() -> {
                start.countDown();
                start.await();
                return work.apply(number);
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return pool.invokeAll(all).stream().map(Future::resultNow).toList();
        }
    }
}
