package io.agentplane.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the configuration and the policy service: answers what it is told to, and remembers what it was asked. */
public final class AgentApprovers implements AutoCloseable {

    public static final String VALID = "{\"valid\":true}";
    public static final String ALLOW = decision("ALLOW");

    private final HttpServer server;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile String configuration = VALID;
    private volatile String policy = ALLOW;
    private volatile int status = 200;

    public AgentApprovers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/agents", exchange -> answer(exchange, configuration));
        server.createContext("/policies/evaluate", exchange -> answer(exchange, policy));
        server.start();
    }

    public static String decision(String outcome) {
        return """
                {"decision":"%s","decisionId":"01980000-0000-7000-8000-000000000001",
                 "policyId":"01980000-0000-7000-8000-000000000002",
                 "approvalId":"01980000-0000-7000-8000-000000000003","explanation":["more than the registry reads"]}
                """.formatted(outcome);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answer(String newConfiguration, String newPolicy, int newStatus) {
        configuration = newConfiguration;
        policy = newPolicy;
        status = newStatus;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    /** The bodies of what both were asked. */
    public List<String> questions() {
        return questions;
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
