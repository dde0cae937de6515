package io.agentplane.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.note.NoteView;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;

@ServiceTest
class RefusalTests {

    private static final TestCaller ALICE = TestCaller.in("alpha");

    @Autowired
    private RestTestClient client;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /notes          | {"text":"a","txet":"b"} | 400 | invalid-request        | txet
                    POST | /notes          | {"text":"  "}           | 400 | invalid-request        | text
                    POST | /notes          | {"text":["a"]}          | 400 | invalid-request        | text
                    POST | /notes          | {"text":                | 400 | invalid-request        |
                    POST | /notes          | [1]                     | 400 | invalid-request        |
                    GET  | /notes?limit=0  |                         | 400 | invalid-request        | limit
                    GET  | /notes?limit=a  |                         | 400 | invalid-request        | limit
                    GET  | /notes/no-uuid  |                         | 400 | invalid-request        | id
                    POST | /notes          | {"text":"a\\u0000b"}    | 400 | invalid-request        |
                    GET  | /nowhere        |                         | 404 | not-found              |
                    DELETE | /notes        |                         | 405 | method-not-allowed     |
                    """)
    void refusesBadInputWithAProblem(
            HttpMethod method, String path, String body, int status, String code, String field) {
        RequestBodySpec request = as(ALICE, method, path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }

        var answer = request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Agentplane-Problem", code)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.type")
                .isEqualTo("urn:agentplane:problem:" + code)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.traceId")
                .isNotEmpty()
                .jsonPath("$.instance")
                .isEqualTo("/api/v1" + path.replaceAll("\\?.*", ""));
        if (field != null) {
            answer.jsonPath("$.errors[0].field").isEqualTo(field);
        }
    }

    @Test
    void tellsNothingOfAnUnforeseenFault() {
        String answer = as(ALICE, HttpMethod.GET, "/notes/fault")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("internal-error").doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void refusesABodyAboveTheLimit() {
        expect(
                as(ALICE, HttpMethod.POST, "/notes")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"text\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}"),
                413,
                "body-too-large");
    }

    @Test
    void refusesAChangeWithoutTheRevisionThatWasRead() {
        NoteView note = write("first");

        expect(rewrite(note, null), 428, "revision-required");
        expect(rewrite(note, "7"), 400, "invalid-request");
    }

    @Test
    void refusesAChangeOfAStaleRevision() {
        NoteView note = write("first");
        rewrite(note, "\"" + note.revision() + "\"").exchange().expectStatus().isOk();

        expect(rewrite(note, "\"" + note.revision() + "\""), 412, "revision-stale");
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        NoteView note = write("mine");

        expect(as(TestCaller.in("beta"), HttpMethod.GET, "/notes/" + note.id()), 404, "note-not-found");
        as(TestCaller.in("beta"), HttpMethod.GET, "/notes")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void acceptsOnlyTokensOfTheGateway() {
        for (String authorization : new String[] {
            ALICE.expiredBearer(), ALICE.forgedBearer(), ALICE.foreignBearer(), "Bearer nonsense", "Basic YTpi"
        }) {
            expect(
                    client.method(HttpMethod.GET)
                            .uri("/notes/" + UUID.randomUUID())
                            .header(HttpHeaders.AUTHORIZATION, authorization),
                    401,
                    "unauthenticated");
        }
        expect(client.method(HttpMethod.GET).uri("/notes"), 401, "unauthenticated");
    }

    @Test
    void listsEveryCodeInTheOpenApiDocument() {
        List<String> codes =
                ProblemCatalogue.codes().stream().map(ProblemCode::code).toList();
        assertThat(codes).contains("note-not-found", "revision-stale", "unauthenticated");

        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody()
                .jsonPath("$.components.schemas.Problem.properties.code['x-extensible-enum']")
                .isEqualTo(codes)
                .jsonPath("$.components.responses.NotFound.description")
                .value(String.class, told -> assertThat(told).contains("- `note-not-found`: There is no such note."))
                .jsonPath("$.paths['/notes'].post.responses['409']['$ref']")
                .isEqualTo("#/components/responses/Conflict");
    }

    @Test
    void letsNoRefusalOverwriteWhatEveryProblemHas() {
        var refusal = PlatformProblem.CONFLICT.because("because");

        assertThatThrownBy(() -> refusal.with("status", "ACTIVE")).isInstanceOf(IllegalArgumentException.class);
        assertThat(refusal.with("agentStatus", "ACTIVE").properties()).containsOnlyKeys("agentStatus");
    }

    private NoteView write(String text) {
        return java.util.Objects.requireNonNull(as(ALICE, HttpMethod.POST, "/notes")
                .body(Map.of("text", text))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(NoteView.class)
                .returnResult()
                .getResponseBody());
    }

    private RequestBodySpec rewrite(NoteView note, String ifMatch) {
        RequestBodySpec request = as(ALICE, HttpMethod.PUT, "/notes/" + note.id());
        if (ifMatch != null) {
            request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        request.body(Map.of("text", "second"));
        return request;
    }

    private RequestBodySpec as(TestCaller caller, HttpMethod method, String path) {
        return client.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, caller.bearer());
    }

    private static void expect(RestTestClient.RequestHeadersSpec<?> request, int status, String code) {
        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
