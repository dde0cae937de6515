package io.agentplane.registry.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agentplane.registry.probe.ProbeOutcome.Alive;
import io.agentplane.registry.probe.ProbeOutcome.Dead;
import io.agentplane.registry.probe.ProbeOutcome.Unprobed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server. */
class EndpointProbesTests {

    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        server.stop(0);
        client.stop();
    }

    /** {@code /200} answers with that status, {@code /silent} not at all, {@code /endless} with a body that never ends. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        switch (path) {
            case "/silent" -> awaitTheEnd();
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] noise = "noise".repeat(1000).getBytes(UTF_8);
                while (over.getCount() > 0) {
                    exchange.getResponseBody().write(noise);
                }
            }
            default -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
            }
        }
        exchange.close();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/200", "/404", "/401", "/302", "/endless"})
    void countsAnyAnswerButAFaultAsLifeAndFollowsNoRedirect(String path) throws Exception {
        assertThat(probe(List.of("127.0.0.0/8"), url(path))).isEqualTo(new Alive());
        assertThat(asked).containsExactly(path);
        assertThat(metrics.counter("agentplane.registry.probes", "outcome", "alive")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countsAFaultOfTheServerAsDeath() throws Exception {
        assertThat(probe(List.of("127.0.0.0/8"), url("/503")))
                .isEqualTo(new Dead("The endpoint answers with status 503"));
    }

    @Test
    void countsSilenceAsDeathInTime() throws Exception {
        assertThat(probe(List.of("127.0.0.0/8"), url("/silent")))
                .isEqualTo(new Dead("The endpoint does not answer within PT0.7S"));
    }

    @Test
    void countsAClosedPortAsDeath() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }

        assertThat(probe(List.of("127.0.0.0/8"), "http://127.0.0.1:" + closed + "/"))
                .isEqualTo(new Dead("The endpoint takes no connections"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void asksNobodyWhoIsNotPubliclyRoutable(String host) throws Exception {
        String endpoint = "http://" + host + ":" + server.getAddress().getPort() + "/200";

        assertThat(probe(List.of("10.0.0.0/8"), endpoint)).isInstanceOf(Unprobed.class);
        assertThat(asked).isEmpty();
        assertThat(metrics.counter("agentplane.registry.probes", "outcome", "unprobed")
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://no-such-host.invalid/", "http://a b/", "http://under_score:99999/"})
    void blamesNobodyForAnEndpointThatLeadsNowhere(String endpoint) throws Exception {
        assertThat(probe(List.of("127.0.0.0/8"), endpoint)).isInstanceOf(Unprobed.class);
    }

    private ProbeOutcome probe(List<String> allowed, String endpoint) throws Exception {
        var settings = new ProbeSettings(Duration.ofSeconds(10), TIMEOUT, 3, 8, allowed);
        client = new ProbeConfiguration().probeClient(settings);
        client.start();
        return new EndpointProbes(client, settings, metrics).probe(endpoint).join();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
