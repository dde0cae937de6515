package io.agentplane.policy.approval;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.ApprovalStory.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.PolicyStage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class ApprovalRefusalTests extends PolicyStage {

    private TestApi api;
    private ApprovalStory story;
    private String approval;
    private TestCaller manager;
    private TestCaller observer;

    @BeforeEach
    void openAnApproval() {
        api = new TestApi(client, TestCaller.in("refusals-" + UUID.randomUUID()));
        story = ApprovalStory.begin(api, Map.of("required", 2));
        approval = story.open();
        manager = story.person("ann", "AGENT_MANAGER");
        observer = story.person("olga", "OBSERVER");
    }

    @ParameterizedTest
    @CsvSource({
        "requester, approve, 403, own-request",
        "requester, deny,    403, own-request",
        "observer,  approve, 403, not-an-approver",
        "observer,  deny,    403, not-an-approver",
        "nobody,    approve, 403, not-an-approver",
        "foreigner, approve, 404, approval-not-found",
        "foreigner, cancel,  404, approval-not-found",
        "manager,   cancel,  403, not-the-requester"
    })
    void refusesWhoHasNoSay(String who, String step, int status, String code) {
        expectProblem(as(who).post("/approvals/" + approval + "/" + step), status, code);

        assertThat(story.get(approval).get("status")).isEqualTo("PENDING");
        assertThat(story.get(approval).get("revision")).isEqualTo(1);
    }

    private TestApi as(String who) {
        return switch (who) {
            case "requester" -> api;
            case "manager" -> api.as(manager);
            case "observer" -> api.as(observer);
            case "foreigner" -> api.as(TestCaller.in("elsewhere"));
            default -> api.as(api.caller().as(UUID.randomUUID().toString()));
        };
    }

    @Test
    void showsNothingToAnotherNamespace() {
        expectProblem(as("foreigner").get("/approvals/" + approval), 404, "approval-not-found");
        expectProblem(as("foreigner").get("/approvals/" + approval + "?wait=PT30S"), 404, "approval-not-found");
        expectProblem(
                as("foreigner").post("/approvals/" + approval + "/comments", Map.of("text", "hello")),
                404,
                "approval-not-found");
        assertThat(body(as("foreigner").get("/approvals"), Map.class).toString())
                .doesNotContain(approval);
    }

    @Test
    void refusesAnyoneWhoHasLostTheRole() {
        story.unbind(manager, "AGENT_MANAGER");

        expectProblem(api.as(manager).post("/approvals/" + approval + "/approve"), 403, "not-an-approver");
    }

    @Test
    void refusesAnyoneWhoIsSwitchedOff() {
        api.put("/principals/" + manager.id(), 2, Map.of("enabled", false))
                .expectStatus()
                .isOk();

        expectProblem(api.as(manager).post("/approvals/" + approval + "/approve"), 403, "not-an-approver");
    }

    @Test
    void letsNobodyChangeTheirMind() {
        story.approve(manager, approval);

        expectProblem(api.as(manager).post("/approvals/" + approval + "/deny"), 409, "already-decided");

        TestCaller bob = story.person("bob", "AGENT_MANAGER");
        story.deny(bob, approval);
        expectProblem(api.as(bob).post("/approvals/" + approval + "/approve"), 409, "already-decided");
        assertThat(story.deny(bob, approval).get("status")).isEqualTo("DENIED");
        TestCaller late = story.person("late", "AGENT_MANAGER");
        api.as(late)
                .post("/approvals/" + approval + "/approve")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("approval-closed")
                .jsonPath("$.approvalStatus")
                .isEqualTo("DENIED");
        expectProblem(api.post("/approvals/" + approval + "/cancel"), 409, "approval-closed");
    }

    @Test
    void keepsAHundredCommentsOfThoseConcerned() {
        String comments = "/approvals/" + approval + "/comments";
        expectProblem(api.as(observer).post(comments, Map.of("text", "me too")), 403, "not-an-approver");
        assertThat(created(api.as(manager).post(comments, Map.of("text", "Why?\nReally?")), Map.class)
                        .get("comments")
                        .toString())
                .contains("Why?\nReally?", manager.id());
        for (int number = 1; number < 100; number++) {
            created(comment("key " + number / 2 * 2, "because " + number / 2 * 2), Map.class);
        }
        assertThat((List<?>) story.get(approval).get("comments")).hasSizeLessThan(60);
        for (int number = ((List<?>) story.get(approval).get("comments")).size(); number < 100; number++) {
            created(api.post(comments, Map.of("text", "because")), Map.class);
        }

        expectProblem(api.post(comments, Map.of("text", "and")), 409, "too-many-comments");
    }

    private ResponseSpec comment(String key, String text) {
        return api.request(HttpMethod.POST, "/approvals/" + approval + "/comments")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("text", text))
                .exchange();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /comments | {"text":" "}               | 400 | invalid-request
            /comments | {"text":"a\\u0000"}        | 400 | invalid-request
            /comments | {"text":"a","more":1}      | 400 | invalid-request
            /approve  | {"reason":"a\\ud800"}      | 400 | invalid-request
            /deny     | {"why":"a"}                | 400 | invalid-request
            """)
    void refusesWhatNobodyCanMean(String step, String request, int status, String code) {
        ResponseSpec answer = api.as(manager)
                .request(HttpMethod.POST, "/approvals/" + approval + step)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange();

        expectProblem(answer, status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT61S", "-PT1S", "soon"})
    void refusesToWaitForever(String patience) {
        expectProblem(api.get("/approvals/" + approval + "?wait=" + patience), 400, "invalid-request");
    }

    @Test
    void asksNobodyForWhatTheyCantSeeWhole() {
        Map<String, Object> large = new HashMap<>(WRITE);
        large.put("context", Map.of("text", "x".repeat(70_000)));
        expectProblem(api.post("/policies/evaluate", large), 422, "context-too-large");

        large.put("context", Map.of("id", Long.MAX_VALUE));
        expectProblem(api.post("/policies/evaluate", large), 422, "context-not-canonical");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"roles":[]}              | 400
            {"roles":["a b"]}         | 400
            {"required":0}            | 400
            {"required":21}           | 400
            {"expiresIn":"PT0S"}      | 400
            {"expiresIn":"P31D"}      | 400
            {"usableFor":"P31D"}      | 400
            {"stages":2}              | 400
            """)
    void takesNoTermsThatCantBeMet(String terms, int status) {
        expectProblem(policy("REQUIRE_APPROVAL", terms), status, "invalid-request");
    }

    @Test
    void takesTermsOnlyWhereApprovalIsRequired() {
        expectProblem(policy("DENY", "{\"required\":2}"), 422, "policy-invalid");
    }

    private ResponseSpec policy(String action, String terms) {
        return api.request(HttpMethod.POST, "/policies")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"p\",\"action\":\"" + action + "\",\"approval\":" + terms + "}")
                .exchange();
    }
}
