package io.agentplane.registry;

import static io.agentplane.platform.test.TestApi.created;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.RequestExamples;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The examples in the OpenAPI document are taken as they are, but for the ids in them, which stand for the caller's. */
class RequestExampleTests extends RegistryStage {

    private TestApi api;
    private RequestExamples examples;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("examples-" + UUID.randomUUID()));
        examples = new RequestExamples(client);
    }

    @Test
    void areTakenForEveryBody() {
        String agent = idOf(api.post("/agents", examples.of("RegisterAgentRequest")));
        String path = "/agents/" + agent;
        accepted(api.patch(path, 1, change()));
        accepted(api.post(path + "/activate"));
        accepted(api.post(path + "/heartbeat", examples.of("HeartbeatRequest")));
        accepted(api.post(path + "/transfer", examples.of("TransferAgentRequest")));
        idOf(api.post(path + "/instances", examples.of("AddInstanceRequest")));
        accepted(api.post("/agents/rank", examples.of("RankAgentsRequest")));

        String cluster = "/clusters/" + idOf(api.post("/clusters", examples.of("FormClusterRequest")));
        accepted(api.post(cluster + "/members", examples.of("AddMemberRequest", "agentId", agent)));
        accepted(api.put(cluster + "/leader", examples.of("RenewLeaseRequest", "agentId", agent)));
        accepted(api.post(cluster + "/election", examples.of("ElectionRequest")));

        accepted(api.put("/resource-pools/lab/contributions/" + agent, examples.of("ContributeRequest")));
        idOf(api.post("/resource-pools/lab/allocations", examples.of("AllocateRequest", "agentId", agent)));

        accepted(api.post(path + "/drain", examples.of("DrainAgentRequest")));
        accepted(api.post(path + "/deactivate", examples.of("DeactivateAgentRequest")));
        accepted(api.post(path + "/decommission", examples.of("DecommissionAgentRequest")));
        accepted(api.request(HttpMethod.POST, "/agents/import")
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(JsonPath.parse(examples.of("AgentLine")).jsonString())
                .exchange());

        examples.requireAllTaken();
    }

    private Map<String, Object> change() {
        return examples.at(
                "$.paths['/agents/{id}'].patch.requestBody.content['application/merge-patch+json'].examples.change.value");
    }

    private static void accepted(ResponseSpec answer) {
        answer.expectStatus().isOk();
    }

    private static String idOf(ResponseSpec answer) {
        return created(answer, Map.class).get("id").toString();
    }
}
