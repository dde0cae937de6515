package io.agentplane.config;

import static io.agentplane.config.Api.body;
import static io.agentplane.config.Api.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The examples in the OpenAPI document are taken as they are. */
@ServiceTest
class RequestExampleTests {

    @Autowired
    private RestTestClient client;

    private final Set<String> taken = new HashSet<>();

    @Test
    void areTakenForEveryBody() {
        var api = new Api(client, TestCaller.in("examples-" + UUID.randomUUID()));
        Map<String, Map<String, Object>> schemas = JsonPath.read(body(api.get("/v3/api-docs")), "$.components.schemas");

        Map<String, Object> prompt = example(schemas, "CreatePromptRequest");
        assertThat(Api.<Integer>read(api.post("/prompts", prompt), "$.version")).isEqualTo(1);
        String path = "/prompts/" + prompt.get("name");
        assertThat(Api.<Integer>read(
                        api.post(path + "/versions", example(schemas, "AddPromptVersionRequest")), "$.version"))
                .isEqualTo(2);
        assertThat(Api.<Integer>read(
                        api.post(path + "/rollback", example(schemas, "RollBackPromptRequest")), "$.version"))
                .isEqualTo(3);

        Map<String, Object> change = example(schemas, "ChangeConfigurationRequest");
        String config = "/agents/" + UUID.randomUUID() + "/config";
        assertRevision(1, read(api.change(HttpMethod.PUT, config, 0, change), "$.revision"));
        assertRevision(2, read(api.change(HttpMethod.PATCH, config, 1, change), "$.revision"));
        Map<String, Object> back = example(schemas, "RollBackConfigurationRequest");
        assertRevision(3, read(api.change(HttpMethod.POST, config + "/rollback", 2, back), "$.revision"));
        assertRevision(1, read(api.change(HttpMethod.PUT, "/config/defaults", 0, change), "$.revision"));
        assertRevision(2, read(api.change(HttpMethod.PATCH, "/config/defaults", 1, change), "$.revision"));

        assertThat(schemas.keySet())
                .filteredOn(schema -> schema.endsWith("Request"))
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    private static void assertRevision(int expected, Object revision) {
        assertThat(revision).isEqualTo(expected);
    }

    private Map<String, Object> example(Map<String, Map<String, Object>> schemas, String schema) {
        taken.add(schema);
        return JsonPath.read(schemas.get(schema), "$.example");
    }
}
