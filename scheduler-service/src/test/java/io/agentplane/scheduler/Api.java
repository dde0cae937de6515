package io.agentplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The scheduler as one caller uses it. Bodies are JSON texts; answers are read by JSON paths. */
public record Api(RestTestClient client, TestCaller caller) {

    /** A task as an agent holds it. */
    public record Held(String taskId, String token) {}

    static Api of(Replica replica, TestCaller caller) {
        return new Api(replica.api(caller).client(), caller);
    }

    /** The caller of another namespace, at the same service. */
    Api in(String namespace) {
        return new Api(client, TestCaller.in(namespace));
    }

    public String submit(String task) {
        return JsonPath.read(ok(post("/tasks", task), 201), "$.id");
    }

    public List<String> submitAll(List<String> tasks) {
        return JsonPath.read(
                ok(post("/tasks/batch", "{\"tasks\":[" + String.join(",", tasks) + "]}"), 201), "$.items[*].id");
    }

    public List<Held> claim(UUID agent, String request) {
        String answer = ok(post("/agents/" + agent + "/tasks/claim", request), 200);
        List<String> tasks = JsonPath.read(answer, "$[*].task.id");
        List<String> tokens = JsonPath.read(answer, "$[*].leaseToken");
        return IntStream.range(0, tasks.size())
                .mapToObj(index -> new Held(tasks.get(index), tokens.get(index)))
                .toList();
    }

    public ResponseSpec complete(Held held) {
        return post("/tasks/" + held.taskId() + "/complete", "{\"leaseToken\":\"" + held.token() + "\"}");
    }

    public ResponseSpec fail(Held held, String error, boolean retryable) {
        return post(
                "/tasks/" + held.taskId() + "/fail",
                "{\"leaseToken\":\"%s\",\"error\":\"%s\",\"retryable\":%s}".formatted(held.token(), error, retryable));
    }

    public ResponseSpec heartbeat(Held held) {
        return post("/tasks/" + held.taskId() + "/heartbeat", "{\"leaseToken\":\"" + held.token() + "\"}");
    }

    public <T> T task(String id, String path) {
        return JsonPath.read(ok(get("/tasks/" + id), 200), path);
    }

    /** The agent that has the task, or an empty text. */
    public String agentOf(String id) {
        List<String> agents = JsonPath.read(ok(get("/tasks/" + id), 200), "$[?(@.agentId)].agentId");
        return agents.isEmpty() ? "" : agents.getFirst();
    }

    public String status(String id) {
        return task(id, "$.status");
    }

    public List<String> history(String id) {
        return JsonPath.read(ok(get("/tasks/" + id + "/events?limit=500"), 200), "$.items[*].type");
    }

    /** The agents that events of a type were about. */
    public List<String> agentsOf(String id, String type) {
        String events = ok(get("/tasks/" + id + "/events?limit=500"), 200);
        return JsonPath.read(events, "$.items[?(@.type=='" + type + "')].agentId");
    }

    public ResponseSpec get(String path) {
        return client.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, caller.bearer())
                .exchange();
    }

    public ResponseSpec post(String path, String body) {
        return request(path).body(body).exchange();
    }

    ResponseSpec post(String path, String body, String idempotencyKey) {
        return request(path)
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .exchange();
    }

    private RequestBodySpec request(String path) {
        return client.method(HttpMethod.POST)
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, caller.bearer())
                .contentType(MediaType.APPLICATION_JSON);
    }

    public static String ok(ResponseSpec answer, int status) {
        return body(answer.expectStatus().isEqualTo(status));
    }

    public static String refused(ResponseSpec answer, int status, String code) {
        String problem = body(
                answer.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
        return problem;
    }

    private static String body(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }
}
