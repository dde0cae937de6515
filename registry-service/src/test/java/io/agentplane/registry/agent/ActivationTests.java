package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.AgentApprovers;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** Who must agree before an agent works. */
class ActivationTests extends RegistryStage {

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("activation-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void asksConfigurationAndPolicyInTheCallersName() {
        String id = agents.register("starter");
        String bearer = api.caller().bearer();

        client.post()
                .uri("/agents/" + id + "/activate")
                .header(HttpHeaders.AUTHORIZATION, bearer)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("ACTIVE");

        assertThat(APPROVERS.authorizations()).filteredOn(bearer::equals).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"valid":false,"errors":[{"field":"temperature","message":"too hot"}]} | ALLOW | 200 | 422 | configuration-invalid
                    {"valid":true} | DENY             | 200 | 403 | policy-denied
                    {"valid":true} | REQUIRE_APPROVAL | 200 | 403 | approval-required
                    {"valid":true} | ALLOW            | 500 | 503 | upstream-unavailable
                    """)
    void staysRegisteredWhenSomeoneObjectsOrDoesNotAnswer(
            String configuration, String decision, int upstream, int status, String code) {
        String id = agents.register("refused");
        APPROVERS.answer(configuration, AgentApprovers.decision(decision), upstream);

        expectProblem(api.post("/agents/" + id + "/activate"), status, code);

        assertThat(agents.get(id).get("status")).isEqualTo("REGISTERED");
        assertThat(agents.get(id).get("revision")).isEqualTo(1);
    }

    @Test
    void namesTheApprovalThatIsMissing() {
        String id = agents.register("in-waiting");
        APPROVERS.answer(AgentApprovers.VALID, AgentApprovers.decision("REQUIRE_APPROVAL"), 200);

        api.post("/agents/" + id + "/activate")
                .expectBody()
                .jsonPath("$.approvalId")
                .isEqualTo("01980000-0000-7000-8000-000000000003");
    }

    @Test
    void asksTheSameOfTheSameAgentUntilItIsChanged() {
        String id = agents.register("changing");
        APPROVERS.answer(AgentApprovers.VALID, AgentApprovers.decision("REQUIRE_APPROVAL"), 200);
        String first = questionToActivate(id);

        assertThat(questionToActivate(id)).isEqualTo(first);
        api.patch("/agents/" + id, 1, Map.of("tools", List.of("shell")))
                .expectStatus()
                .isOk();
        assertThat(questionToActivate(id)).isNotEqualTo(first);
    }

    private String questionToActivate(String id) {
        api.post("/agents/" + id + "/activate").expectStatus().isForbidden();
        return APPROVERS.questions().getLast();
    }

    @Test
    void saysWhenAKillSwitchObjects() {
        String id = agents.register("stopped");
        APPROVERS.answer(
                AgentApprovers.VALID,
                "{\"decision\":\"DENY\",\"decisionId\":\"" + id + "\",\"policyId\":\"kill-switch\"}",
                200);

        expectProblem(api.post("/agents/" + id + "/activate"), 403, "policy-denied");
    }

    @Test
    void deactivatesWithAReasonAndForGood() {
        String id = agents.activate(agents.register("leaver"));

        Map<?, ?> gone = body(api.post("/agents/" + id + "/deactivate", Map.of("reason", "replaced")), Map.class);

        assertThat(gone.get("status")).isEqualTo("INACTIVE");
        assertThat(gone.get("statusReason")).isEqualTo("replaced");
        expectProblem(api.post("/agents/" + id + "/activate"), 409, "illegal-transition");
    }
}
