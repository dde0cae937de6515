package io.agentplane.platform.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a service does with targets that the gateway would not have sent. */
@ServiceTest
class TargetDoorTests {

    private static final int PATIENCE_MILLIS = 10_000;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/notes/%zz",
                "/api/v1/notes/%C2%80",
                "/api/v1/notes/é",
                "/api/v1/notes;x=y",
                "/api/v1//notes",
                "/api/v1/notes/..",
                "/api/v1/x/%2e%2e/notes",
                "/api/v1/notes?limit=%ff",
                "/api/v1/notes#x",
                "*",
            })
    void areRefusedWithAProblem(String target) throws IOException {
        assertThat(get(target))
                .startsWith("HTTP/1.1 400 ")
                .contains(
                        "application/problem+json",
                        "Agentplane-Problem: invalid-request",
                        "\"code\":\"invalid-request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "If-Match", "last-event-id", "X-API-Key", "Date", "Content-Type"})
    void areRefusedWithAHeaderThatSaysTwoThings(String name) throws IOException {
        String once = name + ": application/json\r\n";
        assertThat(get("/api/v1/notes", once)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/api/v1/notes", once + once))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"invalid-request\"")
                .containsIgnoringCase("\"field\":\"" + name + "\"");
    }

    @Test
    void areRefusedWithTwoTokens() throws IOException {
        assertThat(get("/api/v1/notes", "Authorization: Bearer x\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void areReadInOtherSpellingsToo() throws IOException {
        assertThat(get("/api/v1/%6Eotes?limit=%31")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "50%25", "a%3Bb", "a%5Cb", "a%2F..%2Fb", "%E8%B4%A2"})
    void reachTheParameterThatIsThere(String name) throws IOException {
        // It isn't the id of a note, and that is all that is wrong.
        assertThat(get("/api/v1/notes/" + name)).startsWith("HTTP/1.1 400 ").contains("\"field\":\"id\"");
    }

    private String get(String target) throws IOException {
        return get(target, "");
    }

    private String get(String target, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                    + TestCaller.in("targets").bearer() + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
