package io.agentplane.platform.test;

import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** One replica's API, used in a caller's name. */
public record TestApi(RestTestClient client, TestCaller caller) {

    /** The API that a started replica serves. */
    public static TestApi at(String port, TestCaller caller) {
        return new TestApi(
                RestTestClient.bindToServer(PatientClient.requests())
                        .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                        .build(),
                caller);
    }

    public TestApi as(TestCaller other) {
        return new TestApi(client, other);
    }

    public ResponseSpec get(String path, Object... variables) {
        return request(HttpMethod.GET, path, variables).exchange();
    }

    public ResponseSpec post(String path, Object body) {
        return with(body, request(HttpMethod.POST, path)).exchange();
    }

    public ResponseSpec post(String path) {
        return request(HttpMethod.POST, path).exchange();
    }

    public ResponseSpec put(String path, Object body) {
        return with(body, request(HttpMethod.PUT, path)).exchange();
    }

    public ResponseSpec put(String path, long revision, Object body) {
        return with(body, ifMatch(revision, request(HttpMethod.PUT, path))).exchange();
    }

    /** A merge patch of what was read at this revision. */
    public ResponseSpec patch(String path, long revision, Object patch) {
        return ifMatch(revision, request(HttpMethod.PATCH, path))
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .body(patch)
                .exchange();
    }

    public ResponseSpec delete(String path) {
        return request(HttpMethod.DELETE, path).exchange();
    }

    public ResponseSpec delete(String path, long revision) {
        return ifMatch(revision, request(HttpMethod.DELETE, path)).exchange();
    }

    /** Variables in braces are percent-encoded, slashes in them too. */
    public RequestBodySpec request(HttpMethod method, String path, Object... variables) {
        return client.method(method).uri(path, variables).header(HttpHeaders.AUTHORIZATION, caller.bearer());
    }

    public static <T> T created(ResponseSpec answer, Class<T> type) {
        return Objects.requireNonNull(answer.expectStatus()
                .isCreated()
                .expectBody(type)
                .returnResult()
                .getResponseBody());
    }

    public static <T> T body(ResponseSpec answer, Class<T> type) {
        return Objects.requireNonNull(
                answer.expectStatus().isOk().expectBody(type).returnResult().getResponseBody());
    }

    /** Expects a problem document. */
    public static void expectProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private static RequestBodySpec ifMatch(long revision, RequestBodySpec request) {
        return request.header(HttpHeaders.IF_MATCH, "\"" + revision + "\"");
    }

    private static RequestHeadersSpec<?> with(Object body, RequestBodySpec request) {
        return request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
