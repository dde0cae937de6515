package io.agentplane.platform.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.yaml.snakeyaml.Yaml;

/** Holds a service to the rights that its OpenAPI document tells of, with a captured token on its own port. */
public final class OperationRights {

    private static final String NAMESPACE = "rights-" + UUID.randomUUID();

    private final RestTestClient client;

    private OperationRights(RestTestClient client) {
        this.client = client;
    }

    /** Calls every operation as somebody who may not. */
    public static void check(RestTestClient client) {
        String document = client.get()
                .uri("/v3/api-docs.yaml")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        Map<String, Object> read = new Yaml().load(Objects.requireNonNull(document));
        var rights = new OperationRights(client);
        member(read, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .forEach((method, operation) ->
                                rights.check(String.valueOf(method), String.valueOf(path), (Map<?, ?>) operation)));
    }

    private void check(String method, String path, Map<?, ?> operation) {
        try {
            check(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path, operation);
        } catch (AssertionError failed) {
            throw new AssertionError(method + " " + path + ": " + failed.getMessage(), failed);
        }
    }

    private void check(HttpMethod method, String path, Map<?, ?> operation) {
        Map<?, ?> right = member(operation, "x-agentplane-right");
        List<String> needed = new ArrayList<>(List.of(String.valueOf(right.get("permission"))));
        if (right.get("also") instanceof List<?> more) {
            more.forEach(permission -> needed.add(String.valueOf(permission)));
        }
        for (String missing : needed) {
            List<String> others = TestCaller.in(NAMESPACE).permissions().stream()
                    .filter(permission -> !permission.equals(missing))
                    .toList();
            TestApi.expectProblem(
                    call(new TestCaller("nobody", NAMESPACE, others), method, path, operation),
                    403,
                    "permission-missing");
        }

        TestCaller agent =
                new TestCaller("agent", NAMESPACE, needed, UUID.randomUUID().toString());
        if ("ANY".equals(right.get("reach")) || right.get("agent") != null) {
            TestApi.expectProblem(call(agent, method, path, operation), 403, "agent-mismatch");
        }
    }

    private ResponseSpec call(TestCaller caller, HttpMethod method, String path, Map<?, ?> operation) {
        String filled = path;
        if (operation.get("parameters") instanceof List<?> parameters) {
            for (Object each : parameters) {
                Map<?, ?> parameter = (Map<?, ?>) each;
                if (!"path".equals(parameter.get("in"))) {
                    continue;
                }
                boolean isId = "uuid".equals(member(parameter, "schema").get("format"));
                filled = filled.replace(
                        "{" + parameter.get("name") + "}",
                        isId ? UUID.randomUUID().toString() : "some-name");
            }
        }
        RequestBodySpec request = client.method(method).uri(filled).header(HttpHeaders.AUTHORIZATION, caller.bearer());
        if (operation.get("requestBody") instanceof Map<?, ?> body) {
            String type =
                    String.valueOf(member(body, "content").keySet().iterator().next());
            request.contentType(MediaType.valueOf(type)).body("{}");
        }
        return request.exchange();
    }

    private static Map<?, ?> member(Map<?, ?> map, String name) {
        return (Map<?, ?>) Objects.requireNonNull(map.get(name), name);
    }
}
