package io.agentplane.examples.agents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneException;
import io.agentplane.sdk.AgentplaneProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Where workers report for duty ({@code PUT /workers/<id>}) and take their leave ({@code DELETE}). A worker may register, but
 * it is the coordinator who may put it to work. It keeps nothing: who belongs to the fleet is the registry's to know.
 */
final class FrontDesk implements AutoCloseable {

    static final String PATH = "/workers/";

    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Fleet fleet;
    private final Agentplane agentplane;

    private FrontDesk(HttpServer server, Fleet fleet, Agentplane agentplane) {
        this.server = server;
        this.fleet = fleet;
        this.agentplane = agentplane;
    }

    static FrontDesk open(int port, Fleet fleet, Agentplane agentplane) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        FrontDesk desk = new FrontDesk(server, fleet, agentplane);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PATH, desk::serve);
        server.start();
        return desk;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                change(exchange);
            } catch (IllegalArgumentException noId) {
                answer(exchange, NOT_FOUND, "no worker of this fleet");
            } catch (AgentplaneProblemException refused) {
                answer(exchange, refused.status(), String.valueOf(refused.getMessage()));
            } catch (AgentplaneException away) {
                answer(exchange, UNAVAILABLE, String.valueOf(away.getMessage()));
            }
        }
    }

    private void change(HttpExchange exchange) throws IOException {
        UUID agentId = UUID.fromString(exchange.getRequestURI().getPath().substring(PATH.length()));
        if (!fleet.hasWorker(agentId)) {
            answer(exchange, NOT_FOUND, "no worker of this fleet");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> fleet.putToWork(agentId);
            case "DELETE" -> agentplane.deactivate(agentId, "its container was stopped");
            default -> {
                answer(exchange, NOT_ALLOWED, "PUT or DELETE");
                return;
            }
        }
        answer(exchange, NO_CONTENT, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
