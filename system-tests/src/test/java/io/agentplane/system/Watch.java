package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    private Watch(Api api, String path, String position) {
        HttpRequest.Builder request = api.request(path).GET().header("Accept", "text/event-stream");
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        HttpResponse<Stream<String>> answer =
                http.sendAsync(request.build(), BodyHandlers.ofLines()).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        CompletableFuture.runAsync(() -> answer.body().forEach(this::read));
    }

    static Watch from(Api api, String path, String position) {
        return new Watch(api, path, position);
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
