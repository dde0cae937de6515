package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What the tests of clusters say to the registry. */
record ClusterApi(RestTestClient client, TestCaller caller) {

    /** A leadership as the registry tells of it. */
    record Leader(String agentId, int term) {

        String claim() {
            return "{\"agentId\":\"%s\",\"term\":%d}".formatted(agentId, term);
        }

        String query() {
            return "?leaderId=%s&term=%d".formatted(agentId, term);
        }
    }

    ClusterApi in(String namespace) {
        return new ClusterApi(client, TestCaller.in(namespace));
    }

    /** A new agent that may work. */
    String agent() {
        String id = registered();
        ok(call(HttpMethod.POST, "/agents/" + id + "/activate", null), 200);
        return id;
    }

    String registered() {
        String agent = "{\"name\":\"a%s\",\"version\":\"1\",\"owner\":\"team\"}".formatted(UUID.randomUUID());
        return JsonPath.read(ok(call(HttpMethod.POST, "/agents", agent), 201), "$.id");
    }

    String form(List<String> members) {
        return form(members, "PT15S");
    }

    String form(List<String> members, String leaseDuration) {
        return JsonPath.read(ok(call(HttpMethod.POST, "/clusters", cluster(members, leaseDuration)), 201), "$.id");
    }

    static String cluster(List<String> members, String leaseDuration) {
        return "{\"name\":\"c%s\",\"purpose\":\"test\",\"memberIds\":[%s],\"leaseDuration\":\"%s\"}"
                .formatted(
                        UUID.randomUUID(),
                        members.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")),
                        leaseDuration);
    }

    Leader leader(String cluster) {
        return leader(call(HttpMethod.GET, "/clusters/" + cluster + "/leader", null));
    }

    Leader elect(String cluster, boolean force) {
        return leader(call(HttpMethod.POST, "/clusters/" + cluster + "/election", "{\"force\":" + force + "}"));
    }

    private static Leader leader(ResponseSpec answer) {
        String body = ok(answer, 200);
        return new Leader(JsonPath.read(body, "$.agentId"), JsonPath.read(body, "$.term"));
    }

    ResponseSpec renew(String cluster, Leader leader) {
        return call(HttpMethod.PUT, "/clusters/" + cluster + "/leader", leader.claim());
    }

    ResponseSpec get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    ResponseSpec call(HttpMethod method, String path, String body) {
        var request = client.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, caller.bearer());
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    static String ok(ResponseSpec answer, int status) {
        return body(answer.expectStatus().isEqualTo(status));
    }

    static String refused(ResponseSpec answer, int status, String code) {
        String problem = ok(answer, status);
        assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
        return problem;
    }

    private static String body(ResponseSpec answer) {
        return Objects.requireNonNullElse(
                answer.expectBody(String.class).returnResult().getResponseBody(), "");
    }
}
