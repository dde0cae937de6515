package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.scheduler.Api.Held;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What agents report and call off, once and of their own only. */
class ReportTests extends QuickStage {

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
}
