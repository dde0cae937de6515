package io.agentplane.scheduler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stands for the policy service: decides as it is told to, and remembers what it was asked. */
public final class PolicyStub implements AutoCloseable {

    /** Approval is required, was given, and waits for that of others. */
    static final String UNUSED = "UNUSED";

    private static final int FIRST_APPROVAL = 3;
    private static final Pattern QUESTION = Pattern.compile("\"agentId\"");

    private final HttpServer server;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile String outcome = "ALLOW";
    private volatile int status = 200;
    private volatile CountDownLatch held = new CountDownLatch(0);

    public PolicyStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/policies/evaluate", this::decide);
        server.createContext("/policies/evaluate-batch", this::decideAll);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Several outcomes, with commas between them, are for the questions of a batch one after the other. */
    void decide(String newOutcome, int newStatus) {
        outcome = newOutcome;
        status = newStatus;
        questions.clear();
    }

    /** Answers nobody until {@link #letGo}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void letGo() {
        held.countDown();
    }

    /** The bodies of what it was asked. */
    List<String> questions() {
        return questions;
    }

    private void decide(HttpExchange exchange) throws IOException {
        questions.add(body(exchange));
        answer(exchange, decision(outcome, 0));
    }

    private void decideAll(HttpExchange exchange) throws IOException {
        String body = body(exchange);
        questions.add(body);
        String[] outcomes = outcome.split(",");
        String decisions = IntStream.range(
                        0, (int) QUESTION.matcher(body).results().count())
                .mapToObj(index -> decision(outcomes[index % outcomes.length], index))
                .collect(Collectors.joining(","));
        answer(exchange, "{\"items\":[" + decisions + "]}");
    }

    private static String decision(String outcome, int index) {
        boolean unused = outcome.equals(UNUSED);
        String approval =
                unused ? "" : "\"approvalId\":\"01980000-0000-7000-8000-%012d\",".formatted(FIRST_APPROVAL + index);
        return """
                {"decision":"%s","decisionId":"01980000-0000-7000-8000-000000000001",
                 "policyId":"01980000-0000-7000-8000-000000000002",
                 %s"explanation":["more than the scheduler reads"]}
                """.formatted(unused ? "REQUIRE_APPROVAL" : outcome, approval);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try {
            held.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
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
