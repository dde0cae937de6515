package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.jspecify.annotations.Nullable;

/** Sends one call over a number of connections. A load is over when its time is and all calls are answered. */
public final class LoadGenerator implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client = new HttpClient();
    private final int connections;

    public LoadGenerator(int connections) throws Exception {
        this.connections = connections;
        client.setMaxConnectionsPerDestination(connections);
        client.setMaxRequestsQueuedPerDestination(1_000_000);
        client.start();
    }

    /** As many as are answered: each connection sends the next call when the last is answered. */
    public LoadResult saturate(Call call, Duration length) {
        Run run = new Run(call, System.nanoTime() + length.toNanos());
        long began = System.nanoTime();
        for (int connection = 0; connection < connections; connection++) {
            run.sendUntilEnd();
        }
        return run.result(began);
    }

    /**
     * So many per second, whether or not answers come. Times count from when a call was due, so that one which had to
     * wait for others is not made to look quick.
     */
    public LoadResult atRate(Call call, int perSecond, Duration length) {
        long gap = Duration.ofSeconds(1).toNanos() / perSecond;
        long began = System.nanoTime();
        long end = began + length.toNanos();
        Run run = new Run(call, end);
        for (long due = began; due < end; due += gap) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            run.send(due);
        }
        return run.result(began);
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }

    private final class Run {

        private final Call call;
        private final long end;
        private final Latencies latencies = new Latencies();
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
        private final Phaser open = new Phaser(1);

        Run(Call call, long end) {
            this.call = call;
            this.end = end;
        }

        void sendUntilEnd() {
            long sent = System.nanoTime();
            open.register();
            request().send(result -> {
                count(result, sent);
                if (System.nanoTime() < end) {
                    sendUntilEnd();
                }
                open.arriveAndDeregister();
            });
        }

        void send(long due) {
            open.register();
            request().send(result -> {
                count(result, due);
                open.arriveAndDeregister();
            });
        }

        private Request request() {
            return client.newRequest(call.address())
                    .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .headers(headers -> call.headers().forEach(headers::put));
        }

        private void count(Result result, long since) {
            if (result.isSucceeded() && result.getResponse().getStatus() == OK) {
                latencies.record(System.nanoTime() - since);
            } else {
                firstFailure.compareAndSet(null, describe(result));
                failed.increment();
            }
        }

        private static String describe(Result result) {
            return result.isFailed()
                    ? String.valueOf(result.getFailure())
                    : "status " + result.getResponse().getStatus();
        }

        LoadResult result(long began) {
            open.arriveAndAwaitAdvance();
            return new LoadResult(
                    Duration.ofNanos(System.nanoTime() - began), latencies, failed.sum(), firstFailure.get());
        }
    }
}
