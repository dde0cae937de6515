package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.task.TaskEvent;
import io.agentplane.scheduler.task.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class SchedulerServiceIntegrationTests extends SchedulerStage {

    private static final String CODE = "{\"type\":\"code\",\"capabilities\":[\"code\"]}";
    private static final String NOBODY_CAN = "{\"type\":\"dream\",\"capabilities\":[\"dream\"]}";
    private static final String ONE_SOON = "{\"max\":1,\"wait\":\"PT10S\",\"lease\":\"PT30S\"}";
    private static final String MANY_NOW = "{\"max\":100}";

    @Autowired
    private Fleet fleet;

    @Autowired
    private EventCodec codec;

    private Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("agentplane.scheduler.execution.first-backoff", () -> "100ms");
        registry.add("agentplane.scheduler.execution.claim-timeout", () -> "2s");
    }

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void bringsATaskFromSubmissionToCompletion() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"payload\":{\"topic\":\"leases\"}}");

        Held held = claimOne(coder);

        assertThat(held.taskId()).isEqualTo(id);
        assertThat(api.status(id)).isEqualTo("RUNNING");
        assertThat(api.<String>task(id, "$.agentId")).isEqualTo(coder.toString());
        assertThat(api.<String>task(id, "$.payload.topic")).isEqualTo("leases");
        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(1);
        assertThat(api.<String>task(id, "$.submittedBy")).isEqualTo("tester");
        String completed = ok(
                api.post(
                        "/tasks/" + id + "/complete",
                        "{\"leaseToken\":\"" + held.token() + "\",\"result\":{\"text\":\"done\"}}"),
                200);
        assertThat(JsonPath.<String>read(completed, "$.status")).isEqualTo("COMPLETED");
        assertThat(JsonPath.<String>read(completed, "$.result.text")).isEqualTo("done");
        assertThat(api.history(id))
                .containsExactly("task-submitted", "task-assigned", "task-started", "task-completed");
    }

    @Test
    void givesAnAgentThePayloadThatWasSubmitted() {
        UUID coder = agent("exact-coder", 1, "exact");
        String payload = "{\"nothing\":null,\"list\":[null,{\"deep\":null}],\"long\":9007199254740993,"
                + "\"price\":0.1234567890123456789}";
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"exact\"],\"payload\":" + payload + "}");

        String claimed = ok(api.post("/agents/" + coder + "/tasks/claim", ONE_SOON), 200);

        for (String answer : List.of(
                claimed, ok(api.get("/tasks/" + id), 200), ok(api.get("/tasks?type=code&include=payload"), 200))) {
            assertThat(answer)
                    .contains(
                            "\"nothing\":null", "[null,{\"deep\":null}]", "9007199254740993", "0.1234567890123456789");
        }
    }

    @Test
    void answersTheSameReportTwiceAndAnyOtherNotAtAll() {
        UUID coder = agent("coder", 2, "code");
        api.submit(CODE);
        Held held = claimOne(coder);

        String first = ok(api.complete(held), 200);
        assertThat(ok(api.complete(held), 200)).isEqualTo(first);
        refused(api.fail(held, "too late", true), 409, "lease-lost");
        refused(api.heartbeat(held), 409, "lease-lost");
        refused(api.complete(new Held(held.taskId(), UUID.randomUUID().toString())), 409, "lease-lost");
        assertThat(api.history(held.taskId()))
                .filteredOn("task-completed"::equals)
                .hasSize(1);
    }

    @Test
    void completesManyAtOnceAndSaysWhichItCouldNot() {
        UUID coder = agent("coder", 3, "code");
        api.submitAll(List.of(CODE, CODE));
        Held one = claimOne(coder);
        Held two = claimOne(coder);

        String request = """
                {"completions":[{"taskId":"%s","leaseToken":"%s","result":1},{"taskId":"%s","leaseToken":"%s"}]}
                """.formatted(one.taskId(), one.token(), two.taskId(), UUID.randomUUID());
        String answer = ok(api.post("/agents/" + coder + "/tasks/complete", request), 200);

        assertThat(JsonPath.<List<String>>read(answer, "$.items[*].outcome"))
                .containsExactly("COMPLETED", "LEASE_LOST");
        assertThat(api.status(one.taskId())).isEqualTo("COMPLETED");
        assertThat(api.status(two.taskId())).isEqualTo("RUNNING");
        UUID other = agent("other", 1, "code");
        String stolen =
                "{\"completions\":[{\"taskId\":\"%s\",\"leaseToken\":\"%s\"}]}".formatted(two.taskId(), two.token());
        assertThat(ok(api.post("/agents/" + other + "/tasks/complete", stolen), 200))
                .contains("LEASE_LOST");
    }

    @Test
    void triesAFailedTaskAgainUntilItSucceeds() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit(CODE);

        Held first = claimOne(coder);
        String waiting = ok(api.fail(first, "the model's answer made no sense", true), 200);
        assertThat(JsonPath.<String>read(waiting, "$.status")).isEqualTo("WAITING");
        assertThat(JsonPath.<String>read(waiting, "$.dueAt")).isNotEmpty();
        assertThat(JsonPath.<String>read(ok(api.fail(first, "again", true), 200), "$.error"))
                .isEqualTo("the model's answer made no sense");
        ok(api.fail(claimOne(coder), "no", true), 200);
        ok(api.complete(claimOne(coder)), 200);

        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(3);
        assertThat(api.history(id))
                .filteredOn(type -> type.equals("task-failed") || type.equals("task-retry-scheduled"))
                .hasSize(4);
    }

    @Test
    void buriesATaskWithoutRetriesAndRaisesItOnDemand() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit("{\"type\":\"code\",\"maxRetries\":0}");
        ok(api.fail(claimOne(coder), "no", true), 200);
        assertThat(api.status(id)).isEqualTo("DEAD");
        assertThat(api.history(id)).endsWith("task-failed", "task-dead");

        ok(api.post("/tasks/" + id + "/requeue", "{}"), 200);

        ok(api.complete(claimOne(coder)), 200);
        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(1);
        refused(api.post("/tasks/" + id + "/requeue", "{}"), 409, "illegal-transition");
    }

    /** What belongs to the attempt ends with it, what belongs to the task stays. */
    @Test
    void beginsEachAttemptWithoutTheProgressOfTheLastYetWithItsError() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"maxRetries\":1}");
        Held first = claimOne(coder);
        ok(progress(first), 200);
        assertThat(api.<Double>task(id, "$.progress")).isEqualTo(0.5);

        String waiting = ok(api.fail(first, "no answer", true), 200);
        assertThat(waiting).contains("\"WAITING\"").doesNotContain("progress");

        Held second = claimOne(coder);
        assertThat(ok(api.get("/tasks/" + id), 200)).contains("no answer").doesNotContain("progress");
        ok(progress(second), 200);
        ok(api.fail(second, "no answer", true), 200);

        String requeued = ok(api.post("/tasks/" + id + "/requeue", "{}"), 200);
        assertThat(requeued)
                .contains("\"attempt\":0")
                .doesNotContain("progress")
                .doesNotContain("no answer")
                .doesNotContain("startedAt");
    }

    @Test
    void dropsTheProgressOfAnAgentThatLostItsLease() {
        UUID doomed = agent("doomed", 1, "code");
        String id = api.submit(CODE);
        Held lost = api.claim(doomed, "{\"wait\":\"PT10S\",\"lease\":\"PT1S\"}").getFirst();
        ok(progress(lost), 200);

        await().until(() -> api.history(id).contains("task-lease-lost"));

        assertThat(ok(api.get("/tasks/" + id), 200)).doesNotContain("progress");
    }

    private ResponseSpec progress(Held held) {
        return api.post(
                "/tasks/" + held.taskId() + "/heartbeat",
                "{\"leaseToken\":\"%s\",\"progress\":0.5}".formatted(held.token()));
    }

    @Test
    void failsForGoodWhatTheAgentCallsHopeless() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit(CODE);

        ok(api.fail(claimOne(coder), "a task without a topic", false), 200);

        assertThat(api.status(id)).isEqualTo("FAILED");
        assertThat(api.<String>task(id, "$.error")).isEqualTo("a task without a topic");
    }

    @Test
    void handsTheTasksOfADeadAgentToAnother() {
        UUID doomed = agent("doomed", 2, "review");
        String id = api.submit("{\"type\":\"review\",\"capabilities\":[\"review\"]}");
        Held lost = api.claim(doomed, "{\"wait\":\"PT10S\",\"lease\":\"PT1S\"}").getFirst();
        String untouched = api.submit("{\"type\":\"review\",\"capabilities\":[\"review\"]}");
        await().until(() -> api.status(untouched).equals("ASSIGNED"));

        UUID heir = agent("heir", 4, "review", "code");
        Held taken = claimOne(heir);
        Held other = claimOne(heir);

        assertThat(List.of(taken.taskId(), other.taskId())).containsExactlyInAnyOrder(id, untouched);
        refused(api.complete(lost), 409, "lease-lost");
        assertThat(api.agentsOf(id, "task-lease-lost")).containsExactly(doomed.toString());
        assertThat(api.agentsOf(untouched, "task-released")).containsExactly(doomed.toString());
        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(2);
        assertThat(figure(doomed, "failed")).isEqualTo(1);
    }

    @Test
    void keepsALeaseAliveByHeartbeatsYetNotBeyondTheTimeout() {
        UUID coder = agent("coder", 1, "code");
        String id = api.submit("{\"type\":\"code\",\"timeout\":\"PT3S\",\"maxRetries\":0}");
        Held held = api.claim(coder, "{\"wait\":\"PT10S\",\"lease\":\"PT1S\"}").getFirst();
        String start = api.task(id, "$.startedAt");

        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(10))
                .until(() -> api.heartbeat(held)
                                .returnResult(String.class)
                                .getStatus()
                                .value()
                        == 409);

        await().until(() -> api.status(id).equals("DEAD"));
        assertThat(Duration.between(Instant.parse(start), Instant.parse(api.task(id, "$.finishedAt"))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void takesTasksFromAnAgentThatNeverCallsUntilItDoes() {
        UUID silent = agent("silent", 2, "code");
        String id = api.submit(CODE);
        await().until(() -> api.history(id).contains("task-released"));
        assertThat(api.status(id)).isEqualTo("QUEUED");

        assertThat(claimOne(silent).taskId()).isEqualTo(id);
    }

    @Test
    void failsWhatIsOverdue() {
        String task = "{\"type\":\"dream\",\"capabilities\":[\"dream\"],\"deadline\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(6));
        String first = ok(withKey("/tasks", task), 201);
        String id = JsonPath.read(first, "$.id");

        await().atMost(Duration.ofSeconds(30)).until(() -> api.status(id).equals("FAILED"));
        assertThat(api.<String>task(id, "$.error")).isEqualTo("deadline-exceeded");
        assertThat(ok(withKey("/tasks", task), 201))
                .as("the answer to the same request")
                .isEqualTo(first);
    }

    @Test
    void endsALeaseAtTheDeadlineWithoutBlameForTheAgent() {
        UUID coder = agent("coder", 1, "code");
        Instant deadline = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.MILLIS);
        String id =
                api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"deadline\":\"%s\"}".formatted(deadline));
        Held held = claimOne(coder);

        assertThat(Instant.parse(api.task(id, "$.leaseUntil"))).isEqualTo(deadline);
        String extended = ok(api.heartbeat(held), 200);
        assertThat(Instant.parse(JsonPath.read(extended, "$.leaseUntil"))).isEqualTo(deadline);

        await().atMost(Duration.ofSeconds(30)).until(() -> api.status(id).equals("FAILED"));
        assertThat(api.history(id)).containsExactly("task-submitted", "task-assigned", "task-started", "task-failed");
        refused(api.complete(held), 409, "lease-lost");
        assertThat(figure(coder, "failed")).isZero();
    }

    @Test
    void callsATaskOffWhereverItStands() {
        UUID coder = agent("coder", 2, "code");
        String queued = api.submit(NOBODY_CAN);
        String running = api.submit(CODE);
        Held held = claimOne(coder);

        ok(api.post("/tasks/" + queued + "/cancel", "{}"), 200);
        ok(api.post("/tasks/" + running + "/cancel", "{}"), 200);

        assertThat(api.status(queued)).isEqualTo("CANCELLED");
        refused(api.complete(held), 409, "lease-lost");
        refused(api.post("/tasks/" + running + "/cancel", "{}"), 409, "illegal-transition");
        assertThat(figure(coder, "load")).isZero();
    }

    @Test
    void letsAnAgentReportAndCallOffWhatIsItsOwnOnly() {
        UUID coder = agent("coder", 3, "code");
        Api itself = new Api(client, api.caller().as("coder-principal").asAgent(coder.toString()));
        Api another = new Api(
                client,
                api.caller().as("other-principal").asAgent(UUID.randomUUID().toString()));
        String id = api.submit(CODE);
        Held held = claimOne(coder);

        for (ResponseSpec stolen : List.of(
                another.complete(held),
                another.fail(held, "stolen", true),
                another.heartbeat(held),
                another.post("/tasks/" + id + "/cancel", "{}"))) {
            refused(stolen, 403, "agent-mismatch");
        }
        assertThat(api.history(id)).containsExactly("task-submitted", "task-assigned", "task-started");
        ok(itself.heartbeat(held), 200);
        ok(itself.post("/tasks/" + id + "/cancel", "{}"), 200);

        String asked = another.submit("{\"type\":\"nobody-can\",\"capabilities\":[\"nothing\"]}");
        refused(itself.post("/tasks/" + asked + "/cancel", "{}"), 403, "agent-mismatch");
        ok(another.post("/tasks/" + asked + "/cancel", "{}"), 200);
    }

    @Test
    void givesOutByPriorityAndThenInOrder() {
        List<String> ids = api.submitAll(List.of(priority(9), priority(5), priority(0), priority(5)));

        UUID coder = agent("coder", 4, "code");
        List<String> taken =
                IntStream.range(0, 4).mapToObj(any -> claimOne(coder).taskId()).toList();

        assertThat(taken).containsExactly(ids.get(2), ids.get(1), ids.get(3), ids.get(0));
    }

    @Test
    void explainsWhyAnAgentWasChosen() {
        agent("coder", 4, "code");
        UUID reviewer = agent("reviewer", 4, "code");
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"specialization\":\"reviewer\"}");
        await().until(() -> api.status(id).equals("ASSIGNED"));

        String assignment = ok(api.get("/tasks/" + id + "/assignment"), 200);

        assertThat(JsonPath.<String>read(assignment, "$.agentId")).isEqualTo(reviewer.toString());
        assertThat(JsonPath.<List<Double>>read(assignment, "$.explanation.candidates[*].score"))
                .containsExactly(70.0, 20.0);
        refused(api.get("/tasks/" + api.submit(NOBODY_CAN) + "/assignment"), 404, "not-assigned-yet");
    }

    @Test
    void countsWhatAnAgentDoes() {
        UUID coder = agent("coder", 4, "code");
        api.submitAll(List.of(CODE, CODE, CODE));
        ok(api.complete(claimOne(coder)), 200);
        ok(api.fail(claimOne(coder), "no", false), 200);
        claimOne(coder);

        String metrics = ok(api.get("/agents/" + coder + "/metrics"), 200);

        assertThat(JsonPath.<Integer>read(metrics, "$.assigned")).isEqualTo(3);
        assertThat(JsonPath.<Integer>read(metrics, "$.load")).isEqualTo(1);
        assertThat(JsonPath.<Double>read(metrics, "$.successRate")).isEqualTo(0.5);
        assertThat(Duration.parse(JsonPath.read(metrics, "$.averageResponseTime")))
                .isPositive();
        String fresh = ok(api.get("/agents/" + agent("fresh", 1) + "/metrics"), 200);
        assertThat(fresh).doesNotContain("successRate").doesNotContain("averageResponseTime");
    }

    @Test
    void showsWhatIsQueued() {
        api.submitAll(List.of(NOBODY_CAN, NOBODY_CAN));

        String queues = ok(api.get("/queues"), 200);

        assertThat(JsonPath.<List<Integer>>read(queues, "$.items[?(@.type=='dream')].queued"))
                .containsExactly(2);
        assertThat(queues).contains("oldestQueued");
    }

    @Test
    void findsAndPagesThroughTasks() {
        List<String> ids = api.submitAll(List.of(NOBODY_CAN, NOBODY_CAN, NOBODY_CAN));

        String first = ok(api.get("/tasks?status=QUEUED&type=dream&limit=2"), 200);
        String second = ok(api.get("/tasks?status=QUEUED&limit=2&cursor=" + JsonPath.read(first, "$.nextCursor")), 200);

        assertThat(JsonPath.<List<String>>read(first, "$.items[*].id")).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(JsonPath.<List<String>>read(second, "$.items[*].id")).containsExactly(ids.get(2));
        assertThat(ok(api.get("/tasks?agentId=" + UUID.randomUUID()), 200)).doesNotContain("dream");
        String event = ok(api.get("/tasks/" + ids.getFirst() + "/events?limit=1"), 200);
        assertThat(JsonPath.<List<String>>read(event, "$.items[*].type")).containsExactly("task-submitted");
    }

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
        ok(withKey("/tasks", CODE), 201);
        POLICY.decide("ALLOW", 200);

        refused(withKey("/tasks", NOBODY_CAN), 422, "idempotency-key-reused");
        refused(withKey("/tasks", CODE, "k".repeat(201)), 400, "invalid-request");
        refused(withKey("/tasks/batch", "{\"tasks\":[" + CODE + "]}", "k".repeat(201)), 400, "invalid-request");

        assertThat(POLICY.questions()).isEmpty();
    }

    /** Or a request whose own change fails after its approval was used up could never be made again. */
    @Test
    void tellsThePoliciesUnderWhichKeyATaskIsSubmitted() {
        POLICY.decide("ALLOW", 200);

        ok(withKey("/tasks", CODE, "mine"), 201);
        ok(withKey("/tasks/batch", "{\"tasks\":[" + CODE + "]}", "ours"), 201);

        assertThat(POLICY.questions())
                .satisfiesExactly(
                        one -> assertThat(one).contains("\"idempotencyKey\":\"mine\""),
                        batch -> assertThat(batch).contains("\"idempotencyKey\":\"ours\""));
    }

    /** What was allowed once need not be allowed any more, nor to everyone. */
    @Test
    void asksThePoliciesAgainBeforeATaskIsRequeued() {
        UUID coder = agent("coder", 1, "code");
        String id = api.submit("{\"type\":\"code\",\"payload\":{\"a\":1},\"capabilities\":[\"code\"],\"maxRetries\":0,"
                + "\"estimatedCost\":2.50,\"action\":\"write\",\"resource\":\"db\"}");
        String submission = POLICY.questions().getFirst();
        ok(api.fail(claimOne(coder), "no", true), 200);
        Api manager = new Api(client, api.caller().as("manager"));

        POLICY.decide("DENY", 200);
        refused(manager.post("/tasks/" + id + "/requeue", "{}"), 403, "policy-denied");
        assertThat(POLICY.questions()).containsExactly(submission.replace("tester", "manager"));
        POLICY.decide("REQUIRE_APPROVAL", 200);
        refused(manager.post("/tasks/" + id + "/requeue", "{}"), 403, "approval-required");
        POLICY.decide("ALLOW", 500);
        refused(manager.post("/tasks/" + id + "/requeue", "{}"), 503, "upstream-unavailable");
        assertThat(api.status(id)).isEqualTo("DEAD");
        assertThat(api.history(id)).doesNotContain("task-requeued");

        POLICY.decide("ALLOW", 200);
        Api noRouter = new Api(
                client, new TestCaller("manager", api.caller().namespace(), List.of("tasks:manage", "views:read")));
        refused(noRouter.post("/tasks/" + id + "/requeue", "{}"), 403, "permission-missing");
        assertThat(POLICY.questions()).isEmpty();
        ok(manager.post("/tasks/" + id + "/requeue", "{}"), 200);
        POLICY.decide("ALLOW", 200);
        refused(manager.post("/tasks/" + id + "/requeue", "{}"), 409, "illegal-transition");
        refused(manager.post("/tasks/" + UUID.randomUUID() + "/requeue", "{}"), 404, "task-not-found");
        assertThat(POLICY.questions()).as("about what can't be requeued").isEmpty();
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
        String first = ok(withKey("/tasks", CODE), 201);
        assertThat(ok(withKey("/tasks", CODE), 201)).isEqualTo(first);
        refused(withKey("/tasks", NOBODY_CAN), 422, "idempotency-key-reused");
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

    @Test
    void keepsNamespacesApart() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit(CODE);
        Held held = claimOne(coder);
        Api stranger = api.in("stranger");

        refused(stranger.get("/tasks/" + id), 404, "task-not-found");
        refused(stranger.get("/tasks/" + id + "/events"), 404, "task-not-found");
        refused(stranger.get("/tasks/" + id + "/assignment"), 404, "task-not-found");
        refused(stranger.post("/tasks/" + id + "/cancel", "{}"), 404, "task-not-found");
        refused(stranger.complete(held), 404, "task-not-found");
        refused(stranger.fail(held, "no", true), 404, "task-not-found");
        refused(stranger.heartbeat(held), 404, "task-not-found");
        refused(stranger.post("/agents/" + coder + "/tasks/claim", MANY_NOW), 404, "agent-not-found");
        refused(stranger.get("/agents/" + coder + "/metrics"), 404, "agent-not-found");
        assertThat(ok(stranger.get("/tasks"), 200)).doesNotContain(id);
        ok(api.complete(held), 200);
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

    @Test
    void tellsOthersEverythingInOrder() {
        UUID coder = agent("coder", 1, "code");
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"payload\":{\"large\":true}}");
        Held held = claimOne(coder);
        ok(api.post("/tasks/" + id + "/complete", "{\"leaseToken\":\"%s\",\"result\":1}".formatted(held.token())), 200);

        try (var topic = TestTopic.of(TaskEvent.TOPIC)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<InboundEvent<TaskView>> events = topic.messagesOf(id).stream()
                        .map(message -> codec.decode(message, TaskView.class))
                        .toList();
                assertThat(events)
                        .extracting(InboundEvent::type)
                        .containsExactly("task-submitted", "task-assigned", "task-started", "task-completed");
                assertThat(events).extracting(InboundEvent::revision).containsExactly(1L, 2L, 3L, 4L);
                assertThat(events).allMatch(event -> event.state().payload() == null);
                assertThat(events).allMatch(event -> event.state().result() == null);
                assertThat(events)
                        .allMatch(event -> event.namespace().equals(api.caller().namespace()));
            });
        }
    }

    private static String priority(int priority) {
        return "{\"type\":\"code\",\"capabilities\":[\"code\"],\"priority\":" + priority + "}";
    }

    private Held claimOne(UUID agent) {
        return api.claim(agent, ONE_SOON).getFirst();
    }

    private int figure(UUID agent, String name) {
        return JsonPath.read(ok(api.get("/agents/" + agent + "/metrics"), 200), "$." + name);
    }

    private RestTestClient.ResponseSpec withKey(String path, String body) {
        return withKey(path, body, "key-1");
    }

    private RestTestClient.ResponseSpec withKey(String path, String body, String key) {
        return api.post(path, body, key);
    }

    /** An active agent that is specialized in its own name. */
    private UUID agent(String name, int maxConcurrency, String... capabilities) {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, name, "ACTIVE", name, List.of(capabilities), maxConcurrency, null, null),
                api.caller().namespace(),
                1);
        return id;
    }
}
