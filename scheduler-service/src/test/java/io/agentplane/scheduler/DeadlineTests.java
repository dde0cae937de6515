package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.scheduler.Api.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What time does to tasks and their leases, and to what a silent agent was given. */
class DeadlineTests extends QuickStage {

    @Test
    void handsTheTasksOfADeadAgentToAnother() {
        UUID doomed = agent("doomed", 2, "review");
        String id = api.submit("{\"type\":\"review\",\"capabilities\":[\"review\"]}");
        Held lost = claimOne(doomed);
        String untouched = api.submit("{\"type\":\"review\",\"capabilities\":[\"review\"]}");
        await().until(() -> api.status(untouched).equals("ASSIGNED"));

        UUID heir = agent("heir", 4, "review", "code");
        letLapse(lost);
        Held taken = claimOne(heir);
        Held other = claimOne(heir);

        assertThat(List.of(taken.taskId(), other.taskId())).containsExactlyInAnyOrder(id, untouched);
        refused(api.complete(lost), 409, "lease-lost");
        assertThat(api.agentsOf(id, "task-lease-lost")).containsExactly(doomed.toString());
        assertThat(api.agentsOf(untouched, "task-released")).startsWith(doomed.toString());
        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(2);
        assertThat(figure(doomed, "failed")).isEqualTo(1);
    }

    @Test
    void keepsALeaseAliveByHeartbeatsYetNotBeyondTheTimeout() {
        UUID coder = agent("coder", 1, "code");
        String id = api.submit("{\"type\":\"code\",\"timeout\":\"PT1H\",\"maxRetries\":0}");
        Held held = claimOne(coder);
        Instant claimed = Instant.parse(api.task(id, "$.leaseUntil"));
        assertThat(extended(held)).isAfter(claimed).isBefore(timeout(id));

        begin(id, "59 minutes 45 seconds");
        assertThat(extended(held)).isEqualTo(timeout(id));
        assertThat(extended(held)).as("once more").isEqualTo(timeout(id));

        begin(id, "1 hour");
        api.heartbeat(held);
        refused(api.heartbeat(held), 409, "lease-lost");
        await().until(() -> api.status(id).equals("DEAD"));
    }

    private Instant extended(Held held) {
        return Instant.parse(JsonPath.read(ok(api.heartbeat(held), 200), "$.leaseUntil"));
    }

    private Instant timeout(String id) {
        return Instant.parse(api.task(id, "$.startedAt")).plus(1, ChronoUnit.HOURS);
    }

    /** As if the agent had begun so long ago. */
    private void begin(String id, String ago) {
        jdbc.sql("UPDATE task SET started_at = now() - CAST(:ago AS interval) WHERE id = CAST(:id AS uuid)")
                .param("ago", ago)
                .param("id", id)
                .update();
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
                .formatted(Instant.now().plus(1, ChronoUnit.HOURS));
        String first = ok(api.post("/tasks", task, "key"), 201);
        String id = JsonPath.read(first, "$.id");

        letTheDeadlineCome(id);

        await().atMost(Duration.ofSeconds(30)).until(() -> api.status(id).equals("FAILED"));
        assertThat(api.<String>task(id, "$.error")).isEqualTo("deadline-exceeded");
        assertThat(ok(api.post("/tasks", task, "key"), 201))
                .as("the answer to the same request")
                .isEqualTo(first);
    }

    @Test
    void endsALeaseAtTheDeadlineWithoutBlameForTheAgent() {
        UUID coder = agent("coder", 1, "code");
        Instant deadline = Instant.now().plusSeconds(25).truncatedTo(ChronoUnit.MILLIS);
        String id =
                api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"deadline\":\"%s\"}".formatted(deadline));
        Held held = claimOne(coder);

        assertThat(Instant.parse(api.task(id, "$.leaseUntil"))).isEqualTo(deadline);
        String extended = ok(api.heartbeat(held), 200);
        assertThat(Instant.parse(JsonPath.read(extended, "$.leaseUntil"))).isEqualTo(deadline);

        letTheDeadlineCome(id);

        await().atMost(Duration.ofSeconds(30)).until(() -> api.status(id).equals("FAILED"));
        assertThat(api.history(id)).containsExactly("task-submitted", "task-assigned", "task-started", "task-failed");
        refused(api.complete(held), 409, "lease-lost");
        assertThat(figure(coder, "failed")).isZero();
    }

    private void letTheDeadlineCome(String id) {
        jdbc.sql(
                        "UPDATE task SET deadline = now(), lease_until = lease_until - (deadline - now()) WHERE id = CAST(:id AS uuid)")
                .param("id", id)
                .update();
    }
}
