package io.agentplane.scheduler.assignment;

import static io.agentplane.scheduler.Api.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.assignment.Precedence.Exchange;
import io.agentplane.scheduler.assignment.Precedence.Urgent;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an agent was given and has not taken up holds nothing back that is more urgent. */
class PrecedenceTests extends SchedulerStage {

    private static final String ONE_NOW = "{\"max\":1}";

    private final UUID agent = UUID.randomUUID();

    @Autowired
    private Fleet fleet;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void handsOutFirstWhatIsMoreUrgentThanWhatWasGivenOut() {
        agent(1, null);
        String given = given(9);
        String urgent = api.submit(task("code", 3));
        String mostUrgent = api.submit(task("code", 0));

        Held first = api.claim(agent, "{\"max\":100}").getFirst();

        assertThat(first.taskId()).isEqualTo(mostUrgent);
        assertThat(api.history(mostUrgent)).containsExactly("task-submitted", "task-assigned", "task-started");
        assertThat(JsonPath.<String>read(
                        ok(api.get("/tasks/" + mostUrgent + "/assignment"), 200), "$.explanation.strategy"))
                .isEqualTo("priority");
        assertThat(api.history(given)).containsExactly("task-submitted", "task-assigned", "task-released");
        assertThat(api.status(given)).isEqualTo("QUEUED");
        ok(api.complete(first), 200);
        assertThat(claimSoon()).isEqualTo(urgent);
        assertThat(claimSoon()).isEqualTo(given);
    }

    @Test
    void leavesAloneWhatIsNotOutranked() {
        agent(1, null);
        String given = given(5);
        api.submit(task("code", 5));
        api.submit(task("other", 0));
        api.submit(task("code", 6));

        assertThat(api.claim(agent, ONE_NOW)).extracting(Held::taskId).containsExactly(given);
        assertThat(api.history(given)).containsExactly("task-submitted", "task-assigned", "task-started");
    }

    /** Others are to try first what an agent did not bring to its end. */
    @Test
    void handsNoTaskStraightBackToTheAgentThatLostIt() {
        agent(1, null);
        String given = given(9);
        String lost = api.submit(task("code", 0));
        jdbc.sql("UPDATE task SET lost_by = :agent WHERE id = :id")
                .param("agent", agent)
                .param("id", UUID.fromString(lost))
                .update();

        assertThat(api.claim(agent, ONE_NOW)).extracting(Held::taskId).containsExactly(given);
    }

    /** Only what would be handed out now can hold back what is more urgent. */
    @Test
    void takesNothingBackThatNobodyWaitsFor() {
        agent(2, null);
        String most = given(0);
        String least = given(9);
        String between = api.submit(task("code", 5));

        assertThat(api.claim(agent, ONE_NOW)).extracting(Held::taskId).containsExactly(most);
        assertThat(api.status(least)).isEqualTo("ASSIGNED");
        assertThat(api.claim(agent, ONE_NOW)).extracting(Held::taskId).containsExactly(between);
    }

    @Test
    void givesNothingNewToAnAgentThatDrains() {
        agent(1, null);
        String given = given(9);
        api.submit(task("code", 0));
        agent(1, Instant.now().plusSeconds(600));

        assertThat(api.claim(agent, ONE_NOW)).extracting(Held::taskId).containsExactly(given);
    }

    @Test
    void exchangesTheMostUrgentForTheLeastUrgentOneByOne() {
        List<UUID> ids =
                IntStream.range(0, 5).mapToObj(any -> UUID.randomUUID()).toList();
        List<Urgent> queued = List.of(new Urgent(ids.get(0), 1), new Urgent(ids.get(1), 5));
        List<Urgent> untaken = List.of(new Urgent(ids.get(2), 9), new Urgent(ids.get(3), 5), new Urgent(ids.get(4), 0));

        assertThat(Precedence.exchanges(queued, untaken)).containsExactly(new Exchange(ids.get(0), ids.get(2)));
        assertThat(Precedence.exchanges(List.of(), untaken)).isEmpty();
    }

    private String claimSoon() {
        Held held = api.claim(agent, "{\"max\":1,\"wait\":\"PT10S\"}").getFirst();
        ok(api.complete(held), 200);
        return held.taskId();
    }

    private String given(int priority) {
        String id = api.submit(task("code", priority));
        await().until(() -> api.status(id).equals("ASSIGNED"));
        return id;
    }

    private static String task(String capability, int priority) {
        return "{\"type\":\"code\",\"capabilities\":[\"%s\"],\"priority\":%d}".formatted(capability, priority);
    }

    private void agent(int maxConcurrency, Instant drainUntil) {
        fleet.keep(
                new AgentState(agent, "agent", "ACTIVE", null, List.of("code"), maxConcurrency, null, drainUntil),
                api.caller().namespace(),
                drainUntil == null ? 1 : 2);
    }
}
