package io.agentplane.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTests {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicInteger received = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            boolean knows = "yes".equals(exchange.getRequestHeaders().getFirst("Known"));
            exchange.sendResponseHeaders(knows ? 200 : 403, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void countsEveryAnswer() throws Exception {
        try (LoadGenerator load = new LoadGenerator(4)) {
            LoadResult result = load.saturate(call("yes"), SHORT);
            assertThat(result.latencies().count()).isEqualTo(received.get()).isPositive();
            assertThat(result.length()).isGreaterThanOrEqualTo(SHORT);
            assertThat(result.perSecond()).isPositive();
            assertThat(result.failures()).isEmpty();
        }
    }

    @Test
    void sendsAsManyAsTheRateSays() throws Exception {
        try (LoadGenerator load = new LoadGenerator(4)) {
            LoadResult result = load.atRate(call("yes"), 100, SHORT);
            assertThat(result.latencies().count()).isEqualTo(20);
        }
    }

    @Test
    void aRefusalCountsAsFailed() throws Exception {
        try (LoadGenerator load = new LoadGenerator(1)) {
            LoadResult result = load.atRate(call("no"), 100, SHORT);
            assertThat(result.failed()).isEqualTo(20);
            assertThat(result.failures()).isEqualTo("20 of 20: status 403");
        }
    }

    private Call call(String known) {
        return new Call(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), Map.of("Known", known));
    }
}
