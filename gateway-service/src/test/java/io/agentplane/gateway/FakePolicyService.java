package io.agentplane.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands for the policy service: opens an approval for whatever it is asked to evaluate, and remembers that it was. */
final class FakePolicyService implements AutoCloseable {

    /** The resource that it refuses to be asked about. */
    static final String REFUSED = "refused";

    private final EchoService service = new EchoService("policy");
    private final JsonMapper json = new JsonMapper();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    FakePolicyService() {
        service.answer("/api/v1/policies/evaluate", exchange -> answer(exchange, this::opened));
        service.answer("/api/v1/policies/evaluate-batch", exchange -> answer(exchange, this::openedEach));
    }

    String url() {
        return service.url();
    }

    List<JsonNode> asked() {
        return asked;
    }

    List<String> authorizations() {
        return authorizations;
    }

    private Object opened(JsonNode question) {
        return Map.of(
                "decision",
                "REQUIRE_APPROVAL",
                "approvalId",
                "approval-of-" + question.get("resource").stringValue());
    }

    private Object openedEach(JsonNode batch) {
        return Map.of(
                "items",
                StreamSupport.stream(batch.get("requests").spliterator(), false)
                        .map(this::opened)
                        .toList());
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        asked.add(body);
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean refused = REFUSED.equals(body.path("resource").asString(""));
        byte[] bytes = json.writeValueAsBytes(
                refused ? Map.of("code", "context-not-canonical", "status", 422) : answer.to(body));
        exchange.getResponseHeaders().set("Content-Type", "application/" + (refused ? "problem+json" : "json"));
        if (refused) {
            exchange.getResponseHeaders().set("Agentplane-Problem", "context-not-canonical");
        }
        exchange.sendResponseHeaders(refused ? 422 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        service.close();
    }

    private interface Answer {

        Object to(JsonNode body);
    }
}
