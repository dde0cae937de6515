package io.agentplane.platform.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessProbeTests {

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false"})
    void passesOnWhatTheServiceSays(int status, boolean ready) throws IOException {
        byte[] body = "{\"status\":\"as told\"}".getBytes(StandardCharsets.UTF_8);
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        service.start();
        try {
            String answer = ReadinessProbe.ask(service.getAddress().getPort());

            assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("{\"status\":\"as told\"}");
            assertThat(ReadinessProbe.isReady(answer)).isEqualTo(ready);
        } finally {
            service.stop(0);
        }
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        String answer = ReadinessProbe.ask(port);

        assertThat(answer).startsWith("no answer: ");
        assertThat(ReadinessProbe.isReady(answer)).isFalse();
    }
}
