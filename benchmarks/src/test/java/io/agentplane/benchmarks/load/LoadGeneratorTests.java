package io.agentplane.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTests {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicInteger received = new AtomicInteger();
    private final Queue<String> posted = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            if (exchange.getRequestMethod().equals("POST")) {
                posted.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
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

    @Test
    void sendsSoManyCallsEachWithItsBody() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (LoadGenerator load = new LoadGenerator(2)) {
            LoadResult result = load.send(
                    () -> Call.post(address(), Map.of("Known", "yes"), "{\"n\":%d}".formatted(next.getAndIncrement())),
                    3);
            assertThat(result.latencies().count()).isEqualTo(3);
        }
        assertThat(posted)
                .containsExactlyInAnyOrder(
                        "application/json {\"n\":0}", "application/json {\"n\":1}", "application/json {\"n\":2}");
    }

    @Test
    void repeatsAreShownByTheirMedian() throws Exception {
        try (LoadGenerator load = new LoadGenerator(1)) {
            LoadResult good = load.send(() -> call("yes"), 2);
            LoadResult bad = load.send(() -> Call.put(address(), Map.of()), 2);
            LoadResults both = new LoadResults(List.of(good, bad));
            assertThat(both.perSecond().median()).isEqualTo(good.perSecond() / 2);
            assertThat(both.percentile(99).values()).hasSize(2);
            assertThat(both.failures()).isEqualTo("2 of 2: status 403");
        }
    }

    private Call call(String known) {
        return Call.get(address(), Map.of("Known", known));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
