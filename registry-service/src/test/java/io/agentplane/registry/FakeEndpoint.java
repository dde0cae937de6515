package io.agentplane.registry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent's endpoint that answers with the status it is told to, or not at all. */
public final class FakeEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean silent;

    public FakeEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            if (silent) {
                awaitTheEnd();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    public void answer(int newStatus) {
        status = newStatus;
    }

    /** Takes connections and answers no more. */
    public void fallSilent() {
        silent = true;
    }

    private void awaitTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often it was asked so far. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
