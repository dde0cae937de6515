package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.DomainException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.json.JsonMapper;

class ServiceClientsTests {

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private Neighbour neighbour;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/ok", exchange -> answer(exchange, 204));
        server.createContext("/broken", exchange -> answer(exchange, 500));
        server.createContext("/slow", exchange -> {
            await(ended);
            answer(exchange, 204);
        });
        server.start();
        neighbour = client(Duration.ofMillis(200), server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    @Test
    void closesTheWayForTheNamespaceOnlyThatHasCostTooMuch() {
        for (int times = 0; times < 10; times++) {
            assertThatThrownBy(() -> Namespace.run("costly", neighbour::broken)).isInstanceOf(DomainException.class);
        }

        assertThat(calls).as("the breaker is open").hasValue(5);
        Namespace.run("other", neighbour::ok);
        assertThat(calls).hasValue(6);
    }

    @Test
    void saysThatNothingWasChangedOnlyWhereNothingWasSent() {
        assertThatThrownBy(() -> Namespace.run("a", neighbour::slow)).hasMessageContaining("the same idempotency key");
        // Nobody listens there: port 1 is reserved.
        assertThatThrownBy(() -> Namespace.run("a", client(Duration.ofSeconds(5), 1)::ok))
                .hasMessageContaining("does not answer; nothing was changed");
    }

    private static Neighbour client(Duration timeout, int port) {
        return new ServiceClients(RestClient.builder(), StoredJson.of(JsonMapper.shared()), null)
                .create(Neighbour.class, "neighbour", URI.create("http://127.0.0.1:" + port), timeout);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        calls.incrementAndGet();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    interface Neighbour {

        @GetExchange("/ok")
        void ok();

        @GetExchange("/broken")
        void broken();

        @GetExchange("/slow")
        void slow();
    }
}
