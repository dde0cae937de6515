package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of the tasks of an agent that falls silent, drains or leaves (REG-5, REG-10). */
class HandoverTests extends SchedulerStage {

    private static final String CODE = "{\"type\":\"code\",\"capabilities\":[\"code\"],\"maxRetries\":0}";
    private static final String TEST = "{\"type\":\"test\",\"capabilities\":[\"test\"]}";
    private static final String ANYTHING = "{\"type\":\"any\"}";
    private static final String ONE_SOON = "{\"max\":1,\"wait\":\"PT10S\",\"lease\":\"PT60S\"}";

    @Autowired
    private EventCodec codec;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    /** As a new claim would be, and long before its time is over. */
    @ParameterizedTest
    @CsvSource({"DEGRADED, silent for PT5M", "INACTIVE, asked", "DECOMMISSIONED, asked"})
    void refusesAClaimThatWaitsWhenItsAgentLeaves(String status, String reason) throws Exception {
        RegisteredAgent agent = active(1, "code");
        try (ExecutorService claims = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> claim = claims.submit(() -> refused(
                    api.post("/agents/" + agent.id() + "/tasks/claim", "{\"wait\":\"PT30S\"}"),
                    409,
                    "agent-not-active"));
            await().until(() -> jdbc.sql("SELECT last_seen_at IS NOT NULL FROM agent WHERE id = :id")
                    .param("id", agent.id())
                    .query(Boolean.class)
                    .single());

            agent.becomes(status, reason);

            claim.get(15, TimeUnit.SECONDS);
        }
    }

    @Test
    void takesFromADegradedAgentWhatItHoldsAndWhatItHasNotTakenUp() {
        RegisteredAgent silent = active(2, "code");
        Held leased = submitAndClaim(silent);
        String untaken = submitTo(silent, CODE);
        RegisteredAgent heir = active(2, "code");

        ok(
                api.post(
                        "/tasks/" + leased.taskId() + "/heartbeat",
                        "{\"leaseToken\":\"%s\",\"progress\":0.5}".formatted(leased.token())),
                200);
        silent.becomes("DEGRADED", "silent for PT5M");

        awaitAgent(leased.taskId(), heir);
        assertThat(ok(api.get("/tasks/" + leased.taskId()), 200)).doesNotContain("progress");
        awaitAgent(untaken, heir);
        refused(api.complete(leased), 409, "lease-lost");
        refused(api.heartbeat(leased), 409, "lease-lost");
        assertThat(api.history(leased.taskId()))
                .containsExactly("task-submitted", "task-assigned", "task-started", "task-lease-lost", "task-assigned");
        assertThat(api.history(untaken))
                .containsExactly("task-submitted", "task-assigned", "task-released", "task-assigned");
        assertThat(reasons(leased.taskId(), "task-lease-lost")).containsExactly("agent-degraded");
        assertThat(reasons(untaken, "task-released")).containsExactly("agent-degraded");
        assertThat(api.agentsOf(untaken, "task-released"))
                .containsExactly(silent.id().toString());
    }

    @Test
    void doesNotCountAnAttemptThatWasLostByNoFaultOfTheTask() {
        RegisteredAgent silent = active(1, "code");
        Held leased = submitAndClaim(silent);
        RegisteredAgent heir = active(1, "code");
        silent.becomes("DEGRADED");

        Held again = claim(heir);

        assertThat(again.taskId()).isEqualTo(leased.taskId());
        assertThat(api.<Integer>task(again.taskId(), "$.attempt")).isEqualTo(2);
        ok(api.fail(again, "now it counts", true), 200);
        assertThat(api.status(again.taskId())).isEqualTo("DEAD");
    }

    @Test
    void givesADegradedAgentWorkAgainOnceItIsBack() {
        RegisteredAgent silent = active(1, "code");
        Held leased = submitAndClaim(silent);
        silent.becomes("DEGRADED");
        await().until(() -> api.status(leased.taskId()).equals("QUEUED"));
        refused(api.post("/agents/" + silent.id() + "/tasks/claim", ONE_SOON), 409, "agent-not-active");

        silent.becomes("ACTIVE");
        awaitKnown(silent);
        Held again = claim(silent);

        assertThat(again.taskId()).isEqualTo(leased.taskId());
        refused(api.complete(leased), 409, "lease-lost");
        ok(api.complete(again), 200);
    }

    @ParameterizedTest
    @CsvSource({"INACTIVE,agent-deactivated", "DECOMMISSIONED,agent-decommissioned"})
    void handsTheTasksOfAnAgentThatLeavesToOneThatCanDoThem(String status, String reason) {
        RegisteredAgent leaver = active(2, "code", "review");
        Held leased = submitAndClaim(leaver);
        String untaken = submitTo(leaver, CODE);
        active(5, "review");
        RegisteredAgent heir = active(1, "code");

        leaver.becomes(status, "replaced");

        Held first = claim(heir);
        ok(api.complete(first), 200);
        Held second = claim(heir);
        ok(api.complete(second), 200);
        assertThat(List.of(first.taskId(), second.taskId())).containsExactlyInAnyOrder(leased.taskId(), untaken);
        refused(api.complete(leased), 409, "lease-lost");
        assertThat(reasons(leased.taskId(), "task-lease-lost")).containsExactly(reason);
        assertThat(reasons(untaken, "task-released")).containsExactly(reason);
        assertThat(api.history(leased.taskId()))
                .filteredOn("task-completed"::equals)
                .hasSize(1);
    }

    @Test
    void failsTheTasksOfAnAgentThatLeavesWithTheReasonWhenNobodyElseCanDoThem() {
        RegisteredAgent leaver = active(2, "code");
        Held leased = submitAndClaim(leaver);
        String untaken = submitTo(leaver, CODE);
        String unassigned = api.submit(CODE);
        active(5, "review");
        draining(5, "code");
        stranger(5, "code");

        leaver.becomes("INACTIVE", "replaced by a newer one");

        await().untilAsserted(() -> {
            assertThat(api.status(leased.taskId())).isEqualTo("FAILED");
            assertThat(api.status(untaken)).isEqualTo("FAILED");
        });
        assertThat(api.<String>task(untaken, "$.error")).isEqualTo("replaced by a newer one");
        assertThat(api.<String>task(untaken, "$.agentId")).isEqualTo(leaver.id().toString());
        assertThat(api.history(leased.taskId()))
                .containsExactly("task-submitted", "task-assigned", "task-started", "task-lease-lost", "task-failed");
        assertThat(api.history(untaken)).containsExactly("task-submitted", "task-assigned", "task-failed");
        assertThat(reasons(untaken, "task-failed")).containsExactly("agent-deactivated");
        assertThat(api.status(unassigned)).isEqualTo("QUEUED");
        refused(api.complete(leased), 409, "lease-lost");
        refused(api.fail(leased, "too late", true), 409, "lease-lost");
    }

    @Test
    void prefersAnAgentThatCanDoAllThatTheLeaverCouldWhenTheTaskAsksForNothing() {
        RegisteredAgent leaver = active(1, "code", "review");
        String task = submitTo(leaver, ANYTHING);
        RegisteredAgent alike = active(5, "code", "review", "test");
        active(5, "code");
        // With a task in hand it would be the worse choice.
        submitTo(alike, TEST);

        leaver.becomes("INACTIVE", "replaced");

        awaitAgent(task, alike);
    }

    @Test
    void letsADrainingAgentFinishWhatItHasAndGivesItNothingNew() {
        RegisteredAgent drained = active(3, "code");
        Held leased = submitAndClaim(drained);
        String untaken = submitTo(drained, CODE);
        drained.drains();
        awaitKnown(drained);

        String late = api.submit(CODE);
        submitTo(active(1, "test"), TEST);

        assertThat(api.status(late)).isEqualTo("QUEUED");
        Held taken = claim(drained);
        assertThat(taken.taskId()).isEqualTo(untaken);
        ok(api.complete(leased), 200);
        ok(api.complete(taken), 200);
        assertThat(api.status(late)).isEqualTo("QUEUED");
        awaitAgent(late, active(1, "code"));
    }

    @Test
    void takesNothingForNewsThatComeLateOrTwice() {
        RegisteredAgent agent = active(1, "code");
        ProducerRecord<String, byte[]> degraded = agent.event("DEGRADED", "");
        ProducerRecord<String, byte[]> inactive = agent.event("INACTIVE", "");
        ProducerRecord<String, byte[]> back = agent.event("ACTIVE", "");
        OtherService.send(back, inactive, degraded, inactive);
        Held leased = submitAndClaim(agent);
        OtherService.send(degraded, inactive, agent.event("ACTIVE", ""));
        awaitKnown(agent);

        ok(api.heartbeat(leased), 200);
        ok(api.complete(leased), 200);
        assertThat(api.history(leased.taskId()))
                .containsExactly("task-submitted", "task-assigned", "task-started", "task-completed");
    }

    private RegisteredAgent active(int maxConcurrency, String... capabilities) {
        return active(api.caller().namespace(), maxConcurrency, capabilities);
    }

    private RegisteredAgent active(String namespace, int maxConcurrency, String... capabilities) {
        var agent = new RegisteredAgent(codec, namespace, maxConcurrency, capabilities);
        agent.becomes("ACTIVE");
        awaitKnown(agent);
        return agent;
    }

    private void stranger(int maxConcurrency, String... capabilities) {
        active("another-" + api.caller().namespace(), maxConcurrency, capabilities);
    }

    private void draining(int maxConcurrency, String... capabilities) {
        var agent = new RegisteredAgent(codec, api.caller().namespace(), maxConcurrency, capabilities);
        agent.drains();
        awaitKnown(agent);
    }

    private void awaitKnown(RegisteredAgent agent) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("SELECT count(*) FROM agent WHERE id = :id AND revision = :revision")
                                .param("id", agent.id())
                                .param("revision", agent.revision())
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private String submitTo(RegisteredAgent agent, String task) {
        String id = api.submit(task);
        awaitAgent(id, agent);
        return id;
    }

    private void awaitAgent(String task, RegisteredAgent agent) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(api.agentOf(task)).isEqualTo(agent.id().toString()));
    }

    private Held submitAndClaim(RegisteredAgent agent) {
        api.submit(CODE);
        return claim(agent);
    }

    private Held claim(RegisteredAgent agent) {
        return api.claim(agent.id(), ONE_SOON).getFirst();
    }

    private List<String> reasons(String task, String type) {
        return JsonPath.read(
                ok(api.get("/tasks/" + task + "/events?limit=500"), 200),
                "$.items[?(@.type=='" + type + "')].detail.reason");
    }
}
