package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A stream of changes, read line by line as it comes. */
final class Watch implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile String position = "";

    /** @param position what an earlier watch had come to; empty for news only */
    private Watch(Api api, String path, String position, Duration patience) {
        HttpRequest.Builder request = api.request(path).GET().header("Accept", "text/event-stream");
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        HttpRequest opening = request.build();
        HttpResponse<Stream<String>> answer = open(opening);
        if (answer.statusCode() == 503 && patience.isPositive()) {
            answer = await().atMost(patience).until(() -> open(opening), again -> again.statusCode() != 503);
        }
        listen(answer);
    }

    private HttpResponse<Stream<String>> open(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofLines()).join();
    }

    private void listen(HttpResponse<Stream<String>> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        CompletableFuture.runAsync(() -> answer.body().forEach(this::read));
    }

    static Watch from(Api api, String path, String position) {
        return new Watch(api, path, position, Duration.ZERO);
    }

    /** One that asks again while the answer is that something is away. */
    static Watch whenHealed(Api api, String path, String position, Duration patience) {
        return new Watch(api, path, position, patience);
    }

    private void read(String line) {
        if (line.startsWith("id:")) {
            position = line.substring("id:".length()).strip();
        } else if (line.startsWith("data:")) {
            changes.add(line.substring("data:".length()));
        }
    }

    String position() {
        return position;
    }

    /** The types of the changes of one agent, in the order in which they came. */
    List<String> typesOf(String agent) {
        return changes.stream()
                .filter(change -> JsonPath.read(change, "$.agent.id").equals(agent))
                .map(change -> JsonPath.<String>read(change, "$.type"))
                .toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
