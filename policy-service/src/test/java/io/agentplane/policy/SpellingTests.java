package io.agentplane.policy;

import static io.agentplane.platform.test.TestApi.expectProblem;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** What policies compare has one spelling at every door. */
class SpellingTests extends PolicyStage {

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("ids-" + UUID.randomUUID()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete ", " delete", "del\u00adete", "delete\ufe0f", "delete\u3164", "de\u0301lete"})
    void refusesAnActionOrResourceThatLooksLikeAnother(String text) {
        List<Map<String, Object>> questions = List.of(
                Map.of("agentId", "a", "action", text), Map.of("agentId", "a", "action", "b", "resource", text));
        for (Map<String, Object> question : questions) {
            expectProblem(api.post("/policies/evaluate", question), 400, "invalid-request");
            expectProblem(
                    api.post("/policies/evaluate-batch", Map.of("requests", List.of(question))),
                    400,
                    "invalid-request");
        }
        for (String key : List.of("action", "resource")) {
            expectProblem(
                    api.post("/policies", Map.of("name", "a", "action", "DENY", "conditions", Map.of(key, text))),
                    422,
                    "policy-invalid");
            expectProblem(
                    api.post(
                            "/policies",
                            Map.of("name", "a", "action", "DENY", "expression", key + " == '" + text + "'")),
                    422,
                    "policy-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-1-1-1",
                "01900000abcd7000800000000000000f",
                "{01900000-abcd-7000-8000-00000000000f}",
                "01900000\u2010abcd\u20107000\u20108000\u201000000000000f",
                "01900000\u2212abcd-7000-8000-00000000000f",
                "01900000-abcd-7000-8000-00000000000f\ufe0f",
                "01900000-abcd-7000-8000-00000000000f\u3164",
                "01900000-abcd-7000-8000-0000\u034f0000000f",
                "01900000-abcd-7000-8000-0000\u00ad0000000f",
                "\uff10\uff119\u2460-a",
                " cleaner",
                "cle\u0430ner"
            })
    void refusesAnIdThatCouldMeanAnother(String id) {
        Map<String, Object> question = Map.of("agentId", id, "action", "read");
        expectProblem(api.post("/policies/evaluate", question), 400, "invalid-request");
        expectProblem(
                api.post("/policies/evaluate-batch", Map.of("requests", List.of(question))), 400, "invalid-request");
        expectProblem(api.post("/policies/simulate", Map.of("agentId", id)), 400, "invalid-request");
        expectProblem(api.get("/decisions?agentId={id}", id), 400, "invalid-request");
        expectProblem(api.get("/decisions?policyId={id}", id), 400, "invalid-request");
        expectProblem(api.get("/approvals?agentId={id}", id), 400, "invalid-request");
        expectProblem(
                api.request(HttpMethod.PUT, "/kill-switch/{id}", id)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("reason", "on trial"))
                        .exchange(),
                400,
                "invalid-request");
        expectProblem(api.get("/agents/{id}/permissions", id), 400, "invalid-request");
        expectProblem(
                api.post(
                        "/policies",
                        Map.of("name", "a", "action", "DENY", "conditions", Map.of("agent_id", List.of("b", id)))),
                422,
                "policy-invalid");
    }
}
