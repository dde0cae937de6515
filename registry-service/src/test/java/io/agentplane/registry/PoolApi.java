package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The registry as one caller uses its resource pools. Bodies are JSON texts; answers are read by JSON paths. */
record PoolApi(RestTestClient client, TestCaller caller) {

    PoolApi in(String namespace) {
        return new PoolApi(client, TestCaller.in(namespace));
    }

    String register(String name) {
        return read(
                post("/agents", "{\"name\":\"%s\",\"version\":\"1\",\"owner\":\"o\"}".formatted(name)), 201, "$.id");
    }

    /** Registers, activates and returns the id. */
    String activate(String name) {
        String id = register(name);
        ok(post("/agents/" + id + "/activate", "{}"), 200);
        return id;
    }

    void deactivate(String agent) {
        ok(post("/agents/" + agent + "/deactivate", "{\"reason\":\"tired\"}"), 200);
    }

    ResponseSpec contribute(String pool, String agent, String amounts) {
        return call(HttpMethod.PUT, "/resource-pools/" + pool + "/contributions/" + agent, amounts);
    }

    ResponseSpec withdraw(String pool, String agent) {
        return call(HttpMethod.DELETE, "/resource-pools/" + pool + "/contributions/" + agent, null);
    }

    /** The amounts are members of an object without its braces. */
    ResponseSpec allocate(String pool, String consumer, String amounts) {
        return post("/resource-pools/" + pool + "/allocations", "{\"agentId\":\"%s\",%s}".formatted(consumer, amounts));
    }

    String allocated(String pool, String consumer, String amounts) {
        return read(allocate(pool, consumer, amounts), 201, "$.id");
    }

    ResponseSpec allocation(String pool, String id) {
        return get("/resource-pools/" + pool + "/allocations/" + id);
    }

    ResponseSpec release(String pool, String id) {
        return call(HttpMethod.DELETE, "/resource-pools/" + pool + "/allocations/" + id, null);
    }

    String pool(String name) {
        return ok(get("/resource-pools/" + name), 200);
    }

    /** CPU cores that the pool has contributed, used or free. */
    BigDecimal cpu(String name, String which) {
        return cpuIn(pool(name), which);
    }

    static BigDecimal cpuIn(String pool, String which) {
        return new BigDecimal(JsonPath.read(pool, "$." + which + ".cpu").toString());
    }

    List<String> ledger(String name) {
        return JsonPath.read(ok(get("/resource-pools/" + name + "/ledger?limit=500"), 200), "$.items[*].type");
    }

    ResponseSpec get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    ResponseSpec post(String path, String body) {
        return call(HttpMethod.POST, path, body);
    }

    ResponseSpec call(HttpMethod method, String path, String body) {
        var request = client.method(method)
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, caller.bearer())
                .contentType(MediaType.APPLICATION_JSON);
        return body == null ? request.exchange() : request.body(body).exchange();
    }

    static <T> T read(ResponseSpec answer, int status, String path) {
        return JsonPath.read(ok(answer, status), path);
    }

    static String ok(ResponseSpec answer, int status) {
        return body(answer.expectStatus().isEqualTo(status));
    }

    static void gone(ResponseSpec answer) {
        answer.expectStatus().isNoContent();
    }

    static String refused(ResponseSpec answer, int status, String code) {
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
