package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams and waiting calls end when their caller may no longer. */
@ExtendWith(TwoGateways.Shared.class)
class OpenCallTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final List<String> RIGHTS = List.of("views:read", "agents:register", "messages:route");

    private static TestGateway gateway;
    private static EchoService service;

    private final String namespace = "open-" + UUID.randomUUID();
    private final String principal = UUID.randomUUID().toString();
    private final String key = "ap_" + UUID.randomUUID();
    private final String keyId = UUID.randomUUID().toString();
    private final UUID agent = UUID.randomUUID();
    private final CountDownLatch done = new CountDownLatch(1);
    private AccessEvents events;

    @BeforeAll
    static void useOne(TwoGateways shared) {
        gateway = shared.one();
        service = shared.service();
    }

    @BeforeEach
    void someone() {
        events = new AccessEvents(gateway.codec());
        events.principal(principal, namespace, RIGHTS, true, 1);
        events.apiKey(keyId, principal, key, null, null, 1);
        await().until(() -> gateway.status("GET", "/agents", key) == 200);
    }

    @AfterEach
    void end() {
        done.countDown();
        events.close();
    }

    /** How rights end, and the refusal that a waiting caller gets. */
    enum End {
        REVOKED_KEY(
                test -> test.events.apiKey(test.keyId, test.principal, test.key, null, Instant.now(), 2),
                "unauthenticated"),
        DISABLED_PRINCIPAL(
                test -> test.events.principal(test.principal, test.namespace, RIGHTS, false, 2), "unauthenticated"),
        LOST_ROLE(
                test -> test.events.principal(test.principal, test.namespace, List.of("logs:read"), true, 2),
                "permission-missing"),
        KILLED_AGENT(
                test -> test.events.killSwitch(test.namespace, test.agent.toString(), true, "misbehaves", 1),
                "agent-killed");

        private final Consumer<OpenCallTests> cause;
        private final String code;

        End(Consumer<OpenCallTests> cause, String code) {
            this.cause = cause;
            this.code = code;
        }
    }

    /** Of a caller for each end, all of whom wait at once. */
    @Test
    void aWaitingCallIsRefused() throws Exception {
        Map<End, OpenCallTests> callers = new EnumMap<>(End.class);
        Map<End, CompletableFuture<HttpResponse<String>>> calls = new EnumMap<>(End.class);
        try {
            for (End end : End.values()) {
                var caller = new OpenCallTests();
                callers.put(end, caller);
                caller.someone();
                calls.put(end, caller.claim());
            }

            callers.forEach((end, caller) -> end.cause.accept(caller));

            await().atMost(AT_MOST).until(() -> calls.values().stream().allMatch(CompletableFuture::isDone));
            for (End end : End.values()) {
                assertThat(JsonPath.<String>read(calls.get(end).join().body(), "$.code"))
                        .as(end.name())
                        .isEqualTo(end.code);
            }
        } finally {
            callers.values().forEach(OpenCallTests::end);
        }
    }

    /** The gateway answers that itself; the body comes after the right has gone. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KILLED_AGENT")
    void aQuestionThatIsSentSlowlyIsRefused(End end) throws Exception {
        byte[] question = "{\"agentId\":\"a\",\"action\":\"read\"}".getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/v1/policies/evaluate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + question.length + "\r\n\r\n";
        try (Socket socket = gateway.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(question, 0, 5);
            await().until(() -> gateway.status("GET", "/agents", key) == 200);

            end.cause.accept(this);
            await().until(() -> gateway.status("GET", "/agents", key) != 200);
            socket.getOutputStream().write(question, 5, question.length - 5);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"" + end.code + "\"");
        }
    }

    @Test
    void aStreamEnds() throws Exception {
        var streaming = new CountDownLatch(1);
        String path = "/agents/watch?namespace=" + namespace;
        service.answer("/api/v1/agents/watch", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            streaming.countDown();
            waitForTheEnd(exchange);
        });
        CompletableFuture<HttpResponse<String>> call = call(gateway, "GET", path);
        streaming.await();

        End.LOST_ROLE.cause.accept(this);

        await().atMost(AT_MOST).until(call::isDone);
        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void whatMayGoOnGoesOn() throws Exception {
        CompletableFuture<HttpResponse<String>> call = claim();

        // Longer than it takes until it is looked at.
        await().during(Duration.ofMillis(1100)).until(() -> !call.isDone());
        done.countDown();

        await().atMost(Duration.ofSeconds(20)).until(call::isDone);
        assertThat(call.join().statusCode()).isEqualTo(200);
    }

    /** The longest wait is shown in small: what an idle connection is given is over long before. */
    @Test
    void aWaitingCallIsNoIdleConnection(TwoGateways shared, @TempDir Path folder) throws Exception {
        try (TestGateway impatient = shared.startAnother(folder, "server.jetty.connection-idle-timeout=500ms")) {
            await().until(() -> impatient.status("GET", "/agents", key) == 200);
            CompletableFuture<HttpResponse<String>> call = claim(impatient);

            try (Socket idle = impatient.connect()) {
                assertThat(idle.getInputStream().read()).as("ended").isEqualTo(-1);
            }
            assertThat(call).isNotDone();
            done.countDown();

            await().atMost(Duration.ofSeconds(20)).until(call::isDone);
            assertThat(call.join().statusCode()).isEqualTo(200);
        }
    }

    private CompletableFuture<HttpResponse<String>> claim() throws InterruptedException {
        return claim(gateway);
    }

    /** A call that waits at the service until the test ends. */
    private CompletableFuture<HttpResponse<String>> claim(TestGateway door) throws InterruptedException {
        String path = "/agents/" + agent + "/tasks/claim";
        var waiting = new CountDownLatch(1);
        service.answer("/api/v1" + path, exchange -> {
            waiting.countDown();
            waitForTheEnd(exchange);
        });
        CompletableFuture<HttpResponse<String>> call = call(door, "POST", path);
        waiting.await();
        return call;
    }

    private CompletableFuture<HttpResponse<String>> call(TestGateway door, String method, String path) {
        var answer = new CompletableFuture<HttpResponse<String>>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(door.call(method, path, key));
            } catch (Exception ended) {
                answer.completeExceptionally(ended);
            }
        });
        return answer;
    }

    private void waitForTheEnd(HttpExchange exchange) throws IOException {
        try {
            done.await();
            if (exchange.getResponseCode() < 0) {
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
