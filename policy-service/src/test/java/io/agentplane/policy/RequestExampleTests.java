package io.agentplane.policy;

import static io.agentplane.platform.test.TestApi.created;

import io.agentplane.platform.test.RequestExamples;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The examples in the OpenAPI document are taken as they are, but for the ids in them, which stand for the caller's. */
class RequestExampleTests extends PolicyStage {

    private TestApi api;
    private RequestExamples examples;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("examples-" + UUID.randomUUID()));
        examples = new RequestExamples(client);
    }

    @Test
    void areTakenForEveryBody() {
        String policy = "/policies/" + idOf(api.post("/policies", examples.of("WritePolicyRequest")));
        accepted(api.put(policy, 1, examples.of("WritePolicyRequest")));
        accepted(api.post(policy + "/test", examples.of("TestPolicyRequest")));
        accepted(api.post("/policies/evaluate", examples.of("EvaluateRequest")));
        accepted(api.post("/policies/evaluate-batch", examples.of("EvaluateBatchRequest")));
        accepted(api.post("/policies/simulate", examples.of("SimulationRequest")));

        ApprovalStory story = ApprovalStory.begin(api, Map.of());
        String approval = "/approvals/" + story.open();
        created(api.post(approval + "/comments", examples.of("CommentRequest")), Map.class);
        TestApi approver = api.as(story.person("approver", "AGENT_MANAGER"));
        accepted(approver.post(approval + "/approve", examples.of("DecideRequest")));
        accepted(api.put("/approval-webhook", 0, examples.of("WriteWebhookRequest")));
        accepted(api.put("/policies/default", 0, examples.of("ChangeDefaultDecisionRequest")));

        String agent = agent(api.caller().namespace()).toString();
        accepted(api.put("/agents/" + agent + "/permissions", 0, examples.of("WriteAgentPermissionsRequest")));
        accepted(api.put("/kill-switch/" + agent, examples.of("KillRequest")));
        accepted(api.put("/budgets/agent/" + agent, 0, examples.of("WriteBudgetRequest")));
        String reservation = idOf(api.post("/budget-reservations", examples.of("ReserveRequest", "agentId", agent)));
        accepted(api.post("/budget-reservations/" + reservation + "/settle", examples.of("SettleRequest")));

        created(api.post("/roles", examples.of("CreateRoleRequest")), Map.class);
        accepted(api.put("/roles/auditor", 1, examples.of("WriteRoleRequest")));
        String principal = idOf(api.post("/principals", examples.of("CreatePrincipalRequest")));
        accepted(api.put("/role-bindings", examples.of("RoleBindingRequest", "principalId", principal)));
        idOf(api.post("/api-keys", examples.of("CreateApiKeyRequest", "principalId", principal)));
        accepted(api.put("/principals/" + principal, 2, examples.of("ChangePrincipalRequest")));

        examples.requireAllTaken();
    }

    private static void accepted(ResponseSpec answer) {
        answer.expectStatus().isOk();
    }

    private static String idOf(ResponseSpec answer) {
        return created(answer, Map.class).get("id").toString();
    }
}
