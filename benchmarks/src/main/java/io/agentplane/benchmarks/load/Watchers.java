package io.agentplane.benchmarks.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;

/** Many connections that listen to a stream of Server-Sent Events until they are closed. */
public final class Watchers implements AutoCloseable {

    private static final Duration OPENING_LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = new HttpClient();
    private volatile boolean closing;

    /**
     * Returns when every watcher has heard its first, which a stream sends when it is open.
     *
     * @param told is handed the data of every event that any watcher hears, by many threads
     */
    public Watchers(Call call, int count, Consumer<String> told) throws Exception {
        client.setMaxConnectionsPerDestination(count);
        client.setIdleTimeout(0);
        client.start();
        CountDownLatch opened = new CountDownLatch(count);
        for (int watcher = 0; watcher < count; watcher++) {
            watch(call, told, opened);
        }
        if (!opened.await(OPENING_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("%d of %d watchers heard nothing".formatted(opened.getCount(), count));
        }
    }

    private void watch(Call call, Consumer<String> told, CountDownLatch opened) {
        EventLines lines = new EventLines();
        AtomicBoolean open = new AtomicBoolean();
        client.newRequest(call.address())
                .headers(headers -> call.headers().forEach(headers::put))
                .onResponseContent((response, content) -> {
                    if (open.compareAndSet(false, true)) {
                        opened.countDown();
                    }
                    lines.read(content, told);
                })
                .send(this::ended);
    }

    private void ended(Result result) {
        if (!closing) {
            System.err.println("A watcher was left: " + result);
        }
    }

    @Override
    public void close() throws Exception {
        closing = true;
        client.stop();
    }

    /** Puts the data of events together from the pieces in which they arrive. */
    static final class EventLines {

        private static final String DATA = "data: ";

        private final StringBuilder line = new StringBuilder();

        void read(ByteBuffer content, Consumer<String> told) {
            while (content.hasRemaining()) {
                char next = (char) (content.get() & 0xff);
                if (next != '\n') {
                    line.append(next);
                    continue;
                }
                if (line.indexOf(DATA) == 0) {
                    told.accept(line.substring(DATA.length()));
                }
                line.setLength(0);
            }
        }
    }
}
