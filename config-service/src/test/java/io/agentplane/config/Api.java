package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The service as one caller uses it. */
record Api(RestTestClient client, TestCaller caller) {

    ResponseSpec get(String path) {
        return request(HttpMethod.GET, path, Map.of(), null);
    }

    ResponseSpec post(String path) {
        return request(HttpMethod.POST, path, Map.of(), null);
    }

    ResponseSpec post(String path, Object body) {
        return request(HttpMethod.POST, path, Map.of(), body);
    }

    ResponseSpec post(String path, String idempotencyKey, Object body) {
        return request(HttpMethod.POST, path, Map.of("Idempotency-Key", idempotencyKey), body);
    }

    /** A change of what was read at a revision. */
    ResponseSpec change(HttpMethod method, String path, long revision, Object body) {
        return request(method, path, Map.of(HttpHeaders.IF_MATCH, "\"" + revision + "\""), body);
    }

    /** A change that takes no heed of others. */
    ResponseSpec changeUnseen(HttpMethod method, String path, Object body) {
        return request(method, path, Map.of(), body);
    }

    private ResponseSpec request(HttpMethod method, String path, Map<String, String> headers, @Nullable Object body) {
        var request = client.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, caller.bearer());
        headers.forEach(request::header);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    static <T> T read(ResponseSpec answer, String path) {
        return JsonPath.read(body(answer.expectStatus().is2xxSuccessful()), path);
    }

    static int status(ResponseSpec answer) {
        return answer.returnResult(String.class).getStatus().value();
    }

    /** The problem document, once it is the expected one. */
    static String refused(ResponseSpec answer, int status, String code) {
        String problem = body(
                answer.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
        return problem;
    }

    static String body(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }
}
