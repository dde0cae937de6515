package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is let in: policies, idempotency keys, and what a request may say. */
class SubmissionTests extends QuickStage {

    private static final String KEY = "key";

    @ParameterizedTest
    @CsvSource({"DENY, 200, 403, policy-denied", "REQUIRE_APPROVAL, 200, 403, approval-required"})
    void storesNothingThatAPolicyObjectsTo(String decision, int upstream, int status, String code) {
        POLICY.decide(decision, upstream);

        String refusal = refused(
                api.post(
                        "/tasks",
                        "{\"type\":\"code\",\"estimatedCost\":2.50,\"action\":\"write\",\"resource\":\"db\"}"),
                status,
                code);
        refused(api.post("/tasks/batch", "{\"tasks\":[" + CODE + "]}"), status, code);

        assertThat(JsonPath.<String>read(refusal, "$.policyId")).endsWith("0002");
        assertThat(JsonPath.<String>read(refusal, "$.decisionId")).endsWith("0001");
        assertThat(JsonPath.<String>read(refusal, "$.approvalId")).endsWith("0003");
        String question = POLICY.questions().getFirst();
        assertThat(JsonPath.<String>read(question, "$.action")).isEqualTo("write");
        assertThat(JsonPath.<String>read(question, "$.context.task_type")).isEqualTo("code");
        assertThat(JsonPath.<Double>read(question, "$.context.estimated_cost")).isEqualTo(2.5);
        assertThat(JsonPath.<List<Object>>read(ok(api.get("/tasks"), 200), "$.items"))
                .isEmpty();
    }

    @Test
    void tellsOfADenialBeforeApprovalsThatNobodyWasAskedFor() {
        POLICY.decide("REQUIRE_APPROVAL,DENY", 200);

        String refusal =
                refused(api.post("/tasks/batch", "{\"tasks\":[" + CODE + "," + CODE + "]}"), 403, "policy-denied");

        assertThat(JsonPath.<String>read(refusal, "$.detail")).contains("tasks[1]");
    }

    @Test
    void namesTheApprovalsThatSomebodyHasToGive() {
        POLICY.decide(PolicyStub.UNUSED + ",REQUIRE_APPROVAL,ALLOW,REQUIRE_APPROVAL", 200);

        String refusal = refused(
                api.post("/tasks/batch", "{\"tasks\":[" + String.join(",", Collections.nCopies(4, CODE)) + "]}"),
                403,
                "approval-required");

        assertThat(JsonPath.<String>read(refusal, "$.detail")).contains("tasks[1]");
        assertThat(JsonPath.<String>read(refusal, "$.approvalId")).endsWith("0004");
        assertThat(JsonPath.<List<String>>read(refusal, "$.approvalIds"))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("0004"),
                        other -> assertThat(other).endsWith("0006"));
    }

    /** An approval is used up by being asked for. */
    @Test
    void asksNobodyAboutWhatIsRefusedForItsKey() {
        ok(api.post("/tasks", CODE, KEY), 201);
        POLICY.decide("ALLOW", 200);

        refused(api.post("/tasks", NOBODY_CAN, KEY), 422, "idempotency-key-reused");
        refused(api.post("/tasks", CODE, "k".repeat(201)), 400, "invalid-request");
        refused(api.post("/tasks/batch", "{\"tasks\":[" + CODE + "]}", "k".repeat(201)), 400, "invalid-request");

        assertThat(POLICY.questions()).isEmpty();
    }

    /** Or a request whose own change fails after its approval was used up could never be made again. */
    @Test
    void tellsThePoliciesUnderWhichKeyATaskIsSubmitted() {
        POLICY.decide("ALLOW", 200);

        ok(api.post("/tasks", CODE, "mine"), 201);
        ok(api.post("/tasks/batch", "{\"tasks\":[" + CODE + "]}", "ours"), 201);

        assertThat(POLICY.questions())
                .satisfiesExactly(
                        one -> assertThat(one).contains("\"idempotencyKey\":\"mine\""),
                        batch -> assertThat(batch).contains("\"idempotencyKey\":\"ours\""));
    }

    /** An approval is bound to what is asked, so the same task must be the same question, and no other task. */
    @Test
    void asksTheSameOfTheSameTaskOnly() {
        POLICY.decide("REQUIRE_APPROVAL", 200);

        for (String payload : List.of("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "{\"a\":1,\"b\":3}", "null")) {
            api.post("/tasks", "{\"type\":\"code\",\"estimatedCost\":2.50,\"payload\":" + payload + "}");
        }

        List<String> questions = POLICY.questions();
        assertThat(questions.get(1)).isEqualTo(questions.get(0));
        assertThat(questions.subList(1, 4)).doesNotHaveDuplicates();
    }

    @Test
    void storesNothingWhileThePolicyServiceIsSilent() {
        POLICY.decide("ALLOW", 500);

        refused(api.post("/tasks", CODE), 503, "upstream-unavailable");

        assertThat(JsonPath.<List<Object>>read(ok(api.get("/tasks"), 200), "$.items"))
                .isEmpty();
    }

    @Test
    void repeatsTheAnswerForARepeatedIdempotencyKey() {
        String first = ok(api.post("/tasks", CODE, KEY), 201);
        assertThat(ok(api.post("/tasks", CODE, KEY), 201)).isEqualTo(first);
        refused(api.post("/tasks", NOBODY_CAN, KEY), 422, "idempotency-key-reused");
        assertThat(JsonPath.<List<Object>>read(ok(api.get("/tasks"), 200), "$.items"))
                .hasSize(1);
    }

    @Test
    void takesOneBodyInTwoFormsForTheSameRequest() {
        String first = ok(
                api.post(
                        "/tasks",
                        "{\"type\":\"code\",\"estimatedCost\":1,\"payload\":{\"a\":1,\"b\":{\"c\":100,\"d\":\"1\"}}}",
                        "k"),
                201);

        String again = ok(
                api.post(
                        "/tasks",
                        "{\"payload\":{\"b\":{\"d\":\"1\",\"c\":1e2},\"a\":1.0},\"estimatedCost\":1.00,\"type\":\"code\"}",
                        "k"),
                201);

        assertThat(JsonPath.<String>read(again, "$.id")).isEqualTo(JsonPath.read(first, "$.id"));
        refused(
                api.post(
                        "/tasks",
                        "{\"type\":\"code\",\"estimatedCost\":1,\"payload\":{\"a\":1,\"b\":{\"c\":100,\"d\":1}}}",
                        "k"),
                422,
                "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /tasks        | {"capabilities":["code"]}                          | type
                    /tasks        | {"type":"code","priority":10}                      | priority
                    /tasks        | {"type":"code","payload":{"a":"\\u0000"}}          | payload.a
                    /tasks        | {"type":"code","deadline":"+100000-01-01T00:00:00Z"} | deadline
                    /tasks        | {"type":"code","deadline":"2020-01-01T00:00:00Z"}  | deadline
                    /tasks/batch  | {"tasks":[{"type":"code"},{"type":"code","deadline":"2020-01-01T00:00:00Z"}]} | tasks[1].deadline
                    /tasks        | {"type":"code","timeout":"PT0S"}                   | timeout
                    /tasks        | {"type":"code","action":"x","resource":"a/../b"}   | resource
                    /tasks        | {"type":"code","estimatedCost":-1}                 | estimatedCost
                    /tasks        | {"type":"code","agentCount":2}                     | agentCount
                    /tasks/batch  | {"tasks":[]}                                       | tasks
                    /tasks/batch  | {"tasks":[{"type":"code"},{}]}                     | tasks[1].type
                    CLAIM         | {"max":101}                                        | max
                    CLAIM         | {"wait":"PT31S"}                                   | wait
                    CLAIM         | {"lease":"PT0.5S"}                                 | lease
                    """)
    void namesTheFieldThatCannotStand(String path, String body, String field) {
        String target = path.equals("CLAIM") ? "/agents/" + UUID.randomUUID() + "/tasks/claim" : path;

        String refusal = refused(api.post(target, body), 400, "invalid-request");

        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field")).contains(field);
    }
}
