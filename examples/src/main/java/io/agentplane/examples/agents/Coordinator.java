package io.agentplane.examples.agents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** The coordinator as a worker sees it. */
record Coordinator(URI url) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NO_CONTENT = 204;

    void reportForDuty(UUID agentId) throws IOException, InterruptedException {
        call("PUT", agentId);
    }

    void takeLeave(UUID agentId) throws IOException, InterruptedException {
        call("DELETE", agentId);
    }

    /** Fails with a sentence while nobody is there or the control plane is away. */
    private void call(String method, UUID agentId) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(url.resolve(FrontDesk.PATH + agentId))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != NO_CONTENT) {
                throw new IOException("the coordinator says %d %s".formatted(answer.statusCode(), answer.body()));
            }
        }
    }
}
