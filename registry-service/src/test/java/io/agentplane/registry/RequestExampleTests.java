package io.agentplane.registry;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The examples in the OpenAPI document are taken as they are, but for the ids in them, which stand for the caller's. */
class RequestExampleTests extends RegistryStage {

    private TestApi api;
    private Map<String, Map<String, Object>> schemas;
    private final Set<String> taken = new HashSet<>();

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("examples-" + UUID.randomUUID()));
        schemas = JsonPath.read(document(), "$.components.schemas");
    }

    @Test
    void areTakenForEveryBody() {
        String agent = idOf(api.post("/agents", example("RegisterAgentRequest")));
        String path = "/agents/" + agent;
        accepted(api.patch(path, 1, change()));
        accepted(api.post(path + "/activate"));
        accepted(api.post(path + "/heartbeat", example("HeartbeatRequest")));
        accepted(api.post(path + "/transfer", example("TransferAgentRequest")));
        idOf(api.post(path + "/instances", example("AddInstanceRequest")));
        accepted(api.post("/agents/rank", example("RankAgentsRequest")));

        String cluster = "/clusters/" + idOf(api.post("/clusters", example("FormClusterRequest")));
        accepted(api.post(cluster + "/members", example("AddMemberRequest", agent)));
        accepted(api.put(cluster + "/leader", example("RenewLeaseRequest", agent)));
        accepted(api.post(cluster + "/election", example("ElectionRequest")));

        accepted(api.put("/resource-pools/lab/contributions/" + agent, example("ContributeRequest")));
        idOf(api.post("/resource-pools/lab/allocations", example("AllocateRequest", agent)));

        accepted(api.post(path + "/drain", example("DrainAgentRequest")));
        accepted(api.post(path + "/deactivate", example("DeactivateAgentRequest")));
        accepted(api.post(path + "/decommission", example("DecommissionAgentRequest")));
        accepted(api.request(HttpMethod.POST, "/agents/import")
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(JsonPath.parse(example("AgentLine")).jsonString())
                .exchange());

        assertThat(schemas.keySet())
                .filteredOn(schema -> schema.endsWith("Request"))
                .allSatisfy(request -> assertThat(taken).contains(request));
    }

    private String document() {
        return body(client.get().uri("/v3/api-docs").exchange(), String.class);
    }

    private Map<String, Object> example(String schema) {
        taken.add(schema);
        return JsonPath.read(schemas.get(schema), "$.example");
    }

    private Map<String, Object> example(String schema, String agent) {
        Map<String, Object> example = new LinkedHashMap<>(example(schema));
        assertThat(example.put("agentId", agent)).isNotNull();
        return example;
    }

    private Map<String, Object> change() {
        return JsonPath.read(
                document(),
                "$.paths['/agents/{id}'].patch.requestBody.content['application/merge-patch+json'].examples.change.value");
    }

    private static void accepted(ResponseSpec answer) {
        answer.expectStatus().isOk();
    }

    private static String idOf(ResponseSpec answer) {
        return created(answer, Map.class).get("id").toString();
    }
}
