package io.agentplane.sdk;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway on 127.0.0.1 that answers as the test says, remembers what it was asked, and can go away and come back.
 * Routes are written as {@code "POST /tasks/{id}/complete"}, below {@code /api/v1}; the first one that fits answers.
 */
public final class ScriptedGateway implements AutoCloseable {

    public record Received(String method, String path, String query, Map<String, List<String>> headers, JsonNode body) {

        /** What stands in the given part of the path, counted from 0: of {@code /tasks/7/complete}, part 1 is 7. */
        public String part(int index) {
            return path.substring(1).split("/")[index];
        }

        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /** Body is null for none, a String to be sent as it is, or anything Jackson can write. */
    public record Answer(int status, Object body) {

        public static Answer ok(Object body) {
            return new Answer(200, body);
        }

        public static Answer problem(int status, String code, Map<String, Object> more) {
            Map<String, Object> document = new ConcurrentHashMap<>(more);
            document.put("status", status);
            document.put("code", code);
            document.put("title", code);
            return new Answer(status, document);
        }

        public static Answer problem(int status, String code) {
            return problem(status, code, Map.of());
        }
    }

    @FunctionalInterface
    public interface Responder {
        Answer answer(Received request) throws Exception;
    }

    private record Route(String name, Pattern pattern, Responder responder) {}

    private static final String API = "/api/v1";

    private final JsonMapper json = Json.mapper();
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answering = new AtomicInteger();
    private final InetSocketAddress address;
    private volatile HttpServer server;

    public ScriptedGateway() {
        server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = server.getAddress();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    public ScriptedGateway on(String route, Responder responder) {
        String pattern = route.replaceAll("\\{[^/]+}", "[^/]+");
        routes.add(new Route(route, Pattern.compile(pattern), responder));
        return this;
    }

    /** What came for a route, oldest first. */
    public List<Received> received(String route) {
        return List.copyOf(received.getOrDefault(route, List.of()));
    }

    /** Returns when nothing is being answered any more: what an answer takes with it would be lost with its connection. */
    public void goAway() {
        server.stop(0);
        await().until(() -> answering.get() == 0);
    }

    public void comeBack() {
        server = listen(address);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(InetSocketAddress where) {
        try {
            HttpServer listening = HttpServer.create(where, 0);
            listening.createContext("/", this::serve);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        answering.incrementAndGet();
        try (exchange) {
            Answer answer = answer(read(exchange));
            byte[] body = answer.body() == null
                    ? new byte[0]
                    : answer.body() instanceof String text ? text.getBytes() : json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders()
                    .add("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } finally {
            answering.decrementAndGet();
        }
    }

    private Received read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath();
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        return new Received(
                exchange.getRequestMethod(),
                path.startsWith(API) ? path.substring(API.length()) : path,
                query,
                Map.copyOf(exchange.getRequestHeaders()),
                body);
    }

    private Answer answer(Received request) {
        String line = request.method() + " " + request.path();
        for (Route route : routes) {
            if (route.pattern().matcher(line).matches()) {
                received.computeIfAbsent(route.name(), name -> new CopyOnWriteArrayList<>())
                        .add(request);
                try {
                    return route.responder().answer(request);
                } catch (Exception e) {
                    return Answer.problem(500, "internal", Map.of("detail", e.toString()));
                }
            }
        }
        return Answer.problem(404, "not-found", Map.of("detail", line));
    }
}
