package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A report counts with the task's own token, from the agent that it was given to, and may be repeated by that one. */
class LeaseReportTests extends SchedulerStage {

    private static final String CODE = "{\"type\":\"code\",\"capabilities\":[\"code\"],\"specialization\":\"heir\"}";
    private static final String ONE_SOON = "{\"max\":1,\"wait\":\"PT10S\",\"lease\":\"PT60S\"}";

    @Autowired
    private Fleet fleet;

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void tellsTheRightReportFromForeignOnesOfTheSameTask() {
        UUID coder = agent("coder", 3);
        api.submitAll(List.of(CODE, CODE, CODE));
        Held mine = claimOne(coder);
        Held second = claimOne(coder);
        Held third = claimOne(coder);
        Held foreign = new Held(mine.taskId(), UUID.randomUUID().toString());
        Held crossed = new Held(third.taskId(), second.token());

        String answer = ok(
                api.post(
                        "/agents/" + coder + "/tasks/complete",
                        completions(foreign, mine, foreign, second, crossed, mine)),
                200);

        assertThat(JsonPath.<List<String>>read(answer, "$.items[*].outcome"))
                .containsExactly("LEASE_LOST", "COMPLETED", "LEASE_LOST", "COMPLETED", "LEASE_LOST", "COMPLETED");
        assertThat(api.<Integer>task(mine.taskId(), "$.result"))
                .as("the first that counts")
                .isEqualTo(1);
        assertThat(api.status(third.taskId())).isEqualTo("RUNNING");
        assertThat(api.history(mine.taskId()))
                .filteredOn("task-completed"::equals)
                .hasSize(1);
        assertThat(ok(api.post("/agents/" + agent("other", 1) + "/tasks/complete", completions(mine, second)), 200))
                .doesNotContain("COMPLETED");
    }

    @Test
    void answersARepeatedReportOfItsOwnAgentOnly() {
        UUID coder = agent("coder", 1);
        Api itself = as(coder);
        api.submit(CODE);
        Held completed = claimOne(coder);
        ok(itself.complete(completed), 200);
        api.submit(CODE);
        Held failed = claimOne(coder);
        UUID heir = agent("heir", 1);
        ok(itself.fail(failed, "no", true), 200);

        refused(as(heir).complete(completed), 403, "agent-mismatch");
        refused(as(heir).fail(failed, "no", true), 403, "agent-mismatch");
        ok(itself.complete(completed), 200);
        ok(itself.fail(failed, "no", true), 200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.agentOf(failed.taskId()).equals(heir.toString()));
        refused(as(heir).fail(failed, "no", true), 403, "agent-mismatch");
        ok(itself.fail(failed, "no", true), 200);
        ok(api.fail(failed, "no", true), 200);
        assertThat(api.history(failed.taskId()))
                .filteredOn("task-failed"::equals)
                .hasSize(1);
    }

    private Api as(UUID agent) {
        return new Api(client, api.caller().as("principal-of-" + agent).asAgent(agent.toString()));
    }

    /** Their results are their numbers, from 0. */
    private static String completions(Held... reports) {
        return IntStream.range(0, reports.length)
                .mapToObj(index -> "{\"taskId\":\"%s\",\"leaseToken\":\"%s\",\"result\":%d}"
                        .formatted(reports[index].taskId(), reports[index].token(), index))
                .collect(Collectors.joining(",", "{\"completions\":[", "]}"));
    }

    private Held claimOne(UUID agent) {
        return api.claim(agent, ONE_SOON).getFirst();
    }

    /** An active agent that is specialized in its own name. */
    private UUID agent(String name, int maxConcurrency) {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, name, "ACTIVE", name, List.of("code"), maxConcurrency, null, null),
                api.caller().namespace(),
                1);
        return id;
    }
}
