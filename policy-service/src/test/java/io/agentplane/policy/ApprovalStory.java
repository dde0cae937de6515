package io.agentplane.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.Map;

/**
 * A namespace in which writes need approval.
 *
 * @param api used by the one who asks
 */
public record ApprovalStory(TestApi api) {

    public static final Map<String, Object> WRITE =
            Map.of("agentId", "cleaner", "action", "write", "resource", "db/orders", "context", Map.of("rows", 101));

    /** Makes the policy. */
    public static ApprovalStory begin(TestApi api, Map<String, ?> terms) {
        requireApproval(api, "writes need approval", terms);
        return new ApprovalStory(api);
    }

    public static Map<?, ?> requireApproval(TestApi api, String name, Map<String, ?> terms) {
        return created(
                api.post(
                        "/policies",
                        Map.of(
                                "name",
                                name,
                                "conditions",
                                Map.of("action", "write"),
                                "action",
                                "REQUIRE_APPROVAL",
                                "approval",
                                terms)),
                Map.class);
    }

    /** Someone who has a role in the namespace. */
    public TestCaller person(String name, String role) {
        return person(api, name, role);
    }

    public static TestCaller person(TestApi api, String name, String role) {
        String id = (String) created(api.post("/principals", Map.of("name", name, "kind", "PERSON")), Map.class)
                .get("id");
        api.put("/role-bindings", Map.of("principalId", id, "role", role))
                .expectStatus()
                .isOk();
        return api.caller().as(id);
    }

    public void unbind(TestCaller person, String role) {
        api.delete("/role-bindings?principalId=" + person.id() + "&role=" + role)
                .expectStatus()
                .isNoContent();
    }

    public Map<?, ?> ask() {
        return ask(WRITE);
    }

    public Map<?, ?> ask(Map<String, ?> request) {
        return evaluate(api, request);
    }

    public static Map<?, ?> evaluate(TestApi api, Map<String, ?> request) {
        return body(api.post("/policies/evaluate", request), Map.class);
    }

    /** Asks, and expects that people have to decide. */
    public String open() {
        return (String) ask().get("approvalId");
    }

    public Map<?, ?> approve(TestCaller person, String approval) {
        return body(api.as(person).post("/approvals/" + approval + "/approve", Map.of()), Map.class);
    }

    public Map<?, ?> deny(TestCaller person, String approval) {
        return body(api.as(person).post("/approvals/" + approval + "/deny", Map.of("reason", "no")), Map.class);
    }

    public Map<?, ?> get(String approval) {
        return body(api.get("/approvals/" + approval), Map.class);
    }
}
