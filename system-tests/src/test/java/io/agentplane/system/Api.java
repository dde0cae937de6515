package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.local.LocalCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The API as a user with a key calls it. */
record Api(URI gateway, String key) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    static Api administrator(LocalCluster cluster) {
        return new Api(cluster.gatewayUrl(), cluster.adminKey());
    }

    /** The API for a new principal with one role. */
    Api newPrincipal(String role) {
        return newPrincipal(List.of(role));
    }

    /** The API for a new principal who may do nothing. */
    Api newPrincipalWithoutRoles() {
        return newPrincipal(List.of());
    }

    private Api newPrincipal(List<String> roles) {
        return newPrincipal("\"SERVICE\"", roles);
    }

    /** The API for an agent's own principal. */
    Api newAgent(String agentId, String role) {
        return newPrincipal("\"AGENT\",\"agentId\":\"" + agentId + "\"", List.of(role));
    }

    private Api newPrincipal(String kind, List<String> roles) {
        String principal = post("/principals", """
                {"name":"%s","kind":%s}
                """.formatted("p-" + UUID.randomUUID(), kind))
                .expect(201)
                .read("$.id");
        roles.forEach(
                role -> put("/role-bindings", """
                {"principalId":"%s","role":"%s"}
                """.formatted(principal, role)).expectSuccess());
        String secret = post("/api-keys", """
                {"principalId":"%s"}
                """.formatted(principal)).expect(201).read("$.secret");
        Api api = new Api(gateway, secret);
        int known = roles.isEmpty() ? 403 : 200;
        await().atMost(Duration.ofSeconds(10)).until(() -> api.get("/me").status() == known);
        return api;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    Answer put(String path, String ifMatch, String body) {
        return send(request(path).header("If-Match", ifMatch).PUT(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException failed) {
            return new Answer(-1, null);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** What came back; status -1 when nothing did. */
    record Answer(int status, HttpResponse<String> response) {

        Answer expect(int expected) {
            assertThat(status).as(() -> body()).isEqualTo(expected);
            return this;
        }

        Answer expectSuccess() {
            assertThat(status).as(() -> body()).isBetween(200, 299);
            return this;
        }

        /** A refusal is a problem document with this code. */
        Answer expectProblem(int expected, String code) {
            expect(expected);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(this.<String>read("$.code")).isEqualTo(code);
            assertThat(this.<String>read("$.type")).isEqualTo("urn:agentplane:problem:" + code);
            assertThat(this.<Integer>read("$.status")).isEqualTo(expected);
            assertThat(this.<String>read("$.title")).isNotBlank();
            assertThat(this.<String>read("$.detail")).isNotBlank();
            assertThat(this.<String>read("$.instance")).startsWith("/api/v1/");
            assertThat(this.<String>read("$.traceId")).hasSize(32);
            return this;
        }

        <T> T read(String path) {
            return JsonPath.read(body(), path);
        }

        String body() {
            return response == null ? "no answer" : response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
