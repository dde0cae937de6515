package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who sends bit by bit holds a connection for a while, and not for ever. */
@ExtendWith(TwoGateways.Shared.class)
class SlowCallerTests {

    private static final String WHO = "slow-" + UUID.randomUUID();
    private static final String KEY = "ap_" + WHO;

    @TempDir
    private static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void startOne(TwoGateways shared) {
        gateway = shared.startAnother(
                folder,
                "agentplane.gateway.head-timeout=PT0.5S",
                "agentplane.gateway.body-patience=PT0.2S",
                "agentplane.gateway.slow-caller-interval=PT0.5S");
        gateway.awaitReady();
        try (var events = new AccessEvents(gateway.codec())) {
            events.principal(WHO, WHO, List.of("views:read", "configuration:change", "messages:route"), true, 1);
            events.apiKey(WHO, WHO, KEY, null, null, 1);
        }
        await().until(() -> gateway.status("GET", "/agents", KEY) == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aHeadThatDoesNotEndClosesItsConnection() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /api/v1/agents HTTP/1.1\r\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> isClosedAfter(socket, "X-A: b\r\n"));
        }
    }

    @Test
    void soDoesTheNextOneOfAConnection() throws Exception {
        try (Socket socket = connect()) {
            String whole = "GET /api/v1/agents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + KEY + "\r\n\r\n";
            send(socket, whole);
            assertThat(answerOf(socket)).startsWith("HTTP/1.1 200");

            await().atMost(Duration.ofSeconds(20)).until(() -> isClosedAfter(socket, "G"));
        }
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestStays() throws Exception {
        try (Socket socket = connect()) {
            String whole = "GET /api/v1/agents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + KEY + "\r\n\r\n";
            send(socket, whole);
            assertThat(answerOf(socket)).startsWith("HTTP/1.1 200");
            // Longer than a head may take.
            await().during(Duration.ofMillis(1000)).until(() -> readSome(socket).isEmpty());
            send(socket, whole);
            assertThat(answerOf(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whatFramesABodyDripsNoLongerThanTheBody() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /api/v1/policies/evaluate HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + KEY
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;");

            // Slower than it is looked at.
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> isClosedAfter(socket, "a"));
        }
    }

    /** Nobody waits for it: who has no key gets the refusal, and the connection is given up. */
    @Test
    void aRefusedBodyThatDripsEnds() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> isClosedAfter(socket, " "));
        }
    }

    @Test
    void aBodyThatDripsIsRefused() throws Exception {
        for (String operation : List.of("POST /api/v1/agents/rank", "POST /api/v1/policies/evaluate")) {
            try (Socket socket = connect()) {
                send(
                        socket,
                        operation + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + KEY
                                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
                StringBuilder answer = new StringBuilder();
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> {
                            send(socket, " ");
                            answer.append(readSome(socket));
                            return answer.length() > 0;
                        });
                assertThat(answer).as(operation).startsWith("HTTP/1.1 400 ").contains("bytes a second");
            }
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = gateway.connect();
        socket.setSoTimeout(50);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answerOf(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        String answer = readSome(socket);
        socket.setSoTimeout(50);
        return answer;
    }

    /** What has come by now. */
    private static String readSome(Socket socket) throws IOException {
        byte[] some = new byte[8192];
        try {
            int length = socket.getInputStream().read(some);
            return length < 0 ? "" : new String(some, 0, length, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException nothing) {
            return "";
        }
    }

    private static boolean isClosedAfter(Socket socket, String more) {
        try {
            send(socket, more);
            byte[] rest = new byte[8192];
            return socket.getInputStream().read(rest) < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }
}
