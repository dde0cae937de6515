package io.agentplane.benchmarks.load;

import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Sends calls over a number of connections. A load is over when its time is and all calls are answered. */
public final class LoadGenerator implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
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
        return saturate(() -> call, length);
    }

    /** The same with calls that differ; they are asked for by many threads. */
    public LoadResult saturate(Supplier<Call> calls, Duration length) {
        long began = System.nanoTime();
        long end = began + length.toNanos();
        return onEveryConnection(new Run(calls, () -> System.nanoTime() < end), began);
    }

    /** So many calls and no more, as fast as they are answered. */
    public LoadResult send(Supplier<Call> calls, int count) {
        AtomicInteger left = new AtomicInteger(count);
        return onEveryConnection(new Run(calls, () -> left.getAndDecrement() > 0), System.nanoTime());
    }

    private LoadResult onEveryConnection(Run run, long began) {
        for (int connection = 0; connection < connections; connection++) {
            run.sendWhileWanted();
        }
        return run.result(began);
    }

    /**
     * So many per second, whether or not answers come. Times count from when a call was due, so that one which had to
     * wait for others is not made to look quick.
     */
    public LoadResult atRate(Call call, int perSecond, Duration length) {
        return atRate(() -> call, perSecond, length);
    }

    /** The same with calls that differ. */
    public LoadResult atRate(Supplier<Call> calls, int perSecond, Duration length) {
        long gap = Duration.ofSeconds(1).toNanos() / perSecond;
        long began = System.nanoTime();
        long end = began + length.toNanos();
        Run run = new Run(calls, () -> true);
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

        private final Supplier<Call> calls;
        private final BooleanSupplier wanted;
        private final Latencies latencies = new Latencies();
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
        private final Phaser open = new Phaser(1);

        Run(Supplier<Call> calls, BooleanSupplier wanted) {
            this.calls = calls;
            this.wanted = wanted;
        }

        void sendWhileWanted() {
            if (!wanted.getAsBoolean()) {
                return;
            }
            long sent = System.nanoTime();
            open.register();
            request().send(result -> {
                count(result, sent);
                sendWhileWanted();
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
            Call call = calls.get();
            Request request = client.newRequest(call.address())
                    .method(call.method())
                    .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .headers(headers -> call.headers().forEach(headers::put));
            String json = call.json();
            return json == null ? request : request.body(new StringRequestContent("application/json", json));
        }

        private void count(Result result, long since) {
            if (result.isSucceeded()
                    && HttpStatus.isSuccess(result.getResponse().getStatus())) {
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
