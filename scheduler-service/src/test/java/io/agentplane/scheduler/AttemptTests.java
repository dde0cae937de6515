package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** From one attempt to the next, to the last, and anew on demand. */
class AttemptTests extends QuickStage {

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
        Held lost = claimOne(doomed);
        ok(progress(lost), 200);

        letLapse(lost);
        await().until(() -> api.history(id).contains("task-lease-lost"));

        assertThat(ok(api.get("/tasks/" + id), 200)).doesNotContain("progress");
    }

    @Test
    void failsForGoodWhatTheAgentCallsHopeless() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit(CODE);

        ok(api.fail(claimOne(coder), "a task without a topic", false), 200);

        assertThat(api.status(id)).isEqualTo("FAILED");
        assertThat(api.<String>task(id, "$.error")).isEqualTo("a task without a topic");
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

    /** How far it had come is what one asks of a task that came to nothing. */
    @Test
    void keepsTheLastProgressToWhicheverEndATaskComes() {
        UUID coder = agent("coder", 5, "code");
        List<Held> ended = Stream.generate(() -> begun(coder)).limit(5).toList();

        ok(api.complete(ended.get(0)), 200);
        ok(api.fail(ended.get(1), "hopeless", false), 200);
        ok(api.fail(ended.get(2), "no", true), 200);
        ok(api.post("/tasks/" + ended.get(3).taskId() + "/cancel", "{}"), 200);
        letLapse(ended.get(4));
        await().until(() -> api.status(ended.get(4).taskId()).equals("DEAD"));

        assertThat(ended)
                .extracting(held -> api.status(held.taskId()))
                .containsExactly("COMPLETED", "FAILED", "DEAD", "CANCELLED", "DEAD");
        assertThat(ended)
                .extracting(held -> api.<Double>task(held.taskId(), "$.progress"))
                .containsOnly(0.5);
    }

    private Held begun(UUID agent) {
        api.submit("{\"type\":\"code\",\"maxRetries\":0}");
        Held held = claimOne(agent);
        ok(progress(held), 200);
        return held;
    }

    private ResponseSpec progress(Held held) {
        return api.post(
                "/tasks/" + held.taskId() + "/heartbeat",
                "{\"leaseToken\":\"%s\",\"progress\":0.5}".formatted(held.token()));
    }
}
