package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.task.TaskEvent;
import io.agentplane.scheduler.task.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole way of a task, and what one sees of it. */
class SchedulerServiceIntegrationTests extends QuickStage {

    @Autowired
    private EventCodec codec;

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
        String cursor = JsonPath.read(first, "$.nextCursor");
        String second = ok(api.get("/tasks?status=QUEUED&type=dream&limit=2&cursor=" + cursor), 200);

        assertThat(JsonPath.<List<String>>read(first, "$.items[*].id")).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(JsonPath.<List<String>>read(second, "$.items[*].id")).containsExactly(ids.get(2));
        assertThat(ok(api.get("/tasks?agentId=" + UUID.randomUUID()), 200)).doesNotContain("dream");
        String event = ok(api.get("/tasks/" + ids.getFirst() + "/events?limit=1"), 200);
        assertThat(JsonPath.<List<String>>read(event, "$.items[*].type")).containsExactly("task-submitted");
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
}
