package io.agentplane.policy;

import static io.agentplane.platform.test.TestApi.expectProblem;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

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
                "docs/%2F",
                "docs/&#46;",
                "docs/\u2215",
                "docs/..\\x",
                "docs//",
                "docs/ ",
                "docs/\u200bx",
                "docs/e\u0301a",
                " docs"
            })
    void refusesAPrefixThatNoResourceBeginsWith(String prefix) {
        expectProblem(policyFor("resource_prefix", prefix), 422, "policy-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"docs/.", "docs/..", "docs ", "docs", "https:/", "https://", "file:///", "x?a=1&am", "docs/a&"})
    void takesAPrefixThatCanGoOn(String prefix) {
        policyFor("resource_prefix", prefix).expectStatus().isCreated();
    }

    @Test
    void refusesPrefixesAndLengthsOfActionsThatNoneHas() {
        expectProblem(policyFor("action_prefix", " pay"), 422, "policy-invalid");
        expectProblem(policyFor("action", "a".repeat(201)), 422, "policy-invalid");
        expectProblem(policyFor("resource_prefix", "a".repeat(1001)), 422, "policy-invalid");
        policyFor("resource_prefix", "a".repeat(1000)).expectStatus().isCreated();
    }

    private ResponseSpec policyFor(String key, String text) {
        return api.post(
                "/policies",
                Map.of("name", "p-" + UUID.randomUUID(), "action", "DENY", "conditions", Map.of(key, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator\u200b", "administrator ", "\u202erotartsinimda", "\u202e", "e\u0301"})
    void refusesANameThatLooksLikeAnother(String name) {
        expectProblem(api.post("/principals", Map.of("name", name, "kind", "SERVICE")), 400, "invalid-request");
        expectProblem(
                api.post("/policies", Map.of("name", name, "action", "DENY", "conditions", Map.of("action", "a"))),
                400,
                "invalid-request");
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
