package io.agentplane.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Stands for a service: answers with what it was sent, as JSON. */
final class EchoService implements AutoCloseable {

    /** The query that is answered with a refusal. */
    static final String REFUSED = "answer=refused";

    /** The query that is answered with the place of something new. */
    static final String CREATED = "answer=created";

    /** The query whose answer breaks off. */
    static final String BROKEN = "answer=broken";

    private final HttpServer server;
    private final String name;
    private final JsonMapper json = new JsonMapper();

    EchoService(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", this::echo);
        server.start();
    }

    /** Answers a path in another way. */
    void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] answer = json.writeValueAsBytes(Map.of(
                "service", name,
                "method", exchange.getRequestMethod(),
                "uri", exchange.getRequestURI().toString(),
                "host", header(exchange, "Host"),
                "authorization", header(exchange, "Authorization"),
                "apiKey", header(exchange, "X-API-Key"),
                "traceparent", header(exchange, "traceparent"),
                "length", body.length,
                "body", new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        boolean refused = REFUSED.equals(exchange.getRequestURI().getQuery());
        if (refused) {
            exchange.getResponseHeaders().set("Agentplane-Problem", "conflict");
        }
        if (CREATED.equals(exchange.getRequestURI().getQuery())) {
            exchange.getResponseHeaders().set("Location", url() + "/api/v1/agents/made?namespace=alpha");
            exchange.getResponseHeaders().set("Agentplane-Recorded-As", "/api/v1/agents/made?of=somebody");
        }
        if (BROKEN.equals(exchange.getRequestURI().getQuery())) {
            exchange.sendResponseHeaders(200, 1 << 20);
            exchange.getResponseBody().write(new byte[1 << 19]);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(refused ? 409 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
