package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpHealthTests {

    private HttpServer server;
    private volatile int status;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesOnTwoHundredOnly() {
        HttpHealth health = new HttpHealth(URI.create(
                "http://127.0.0.1:%d/ready".formatted(server.getAddress().getPort())));

        status = 503;
        assertThat(health.passes()).isFalse();
        status = 200;
        assertThat(health.passes()).isTrue();
        server.stop(0);
        assertThat(health.passes()).isFalse();
    }
}
