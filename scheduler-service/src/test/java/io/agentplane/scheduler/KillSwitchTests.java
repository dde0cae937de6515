package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A stopped agent gets no work, and nothing that it reports is taken. */
class KillSwitchTests extends SchedulerStage {

    private static final String SOON = "{\"max\":1,\"wait\":\"PT10S\",\"lease\":\"PT60S\"}";
    private static final String NOW = "{\"max\":1}";
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    @Autowired
    private Fleet fleet;

    @Autowired
    private EventCodec codec;

    private Api api;
    private UUID agent;

    @BeforeEach
    void hireAnAgentInANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("kill-" + UUID.randomUUID()));
        agent = hire();
    }

    @Test
    void refusesEveryReportOfAStoppedAgentAndTakesItOnceItIsReleased() {
        Held held = claimOne();

        OtherService.send(switchOf(agent, true, 1));

        await().atMost(AT_MOST).untilAsserted(() -> refused(api.heartbeat(held), 403, "agent-killed"));
        String refusal = refused(api.complete(held), 403, "agent-killed");
        assertThat(JsonPath.<String>read(refusal, "$.reason")).isEqualTo("runs wild");
        refused(api.fail(held, "x", true), 403, "agent-killed");
        refused(completeInABatch(held), 403, "agent-killed");
        refused(api.post("/agents/" + agent + "/tasks/claim", NOW), 403, "agent-killed");
        assertThat(api.status(held.taskId())).isEqualTo("RUNNING");
        assertThat(api.history(held.taskId())).doesNotContain("task-completed", "task-failed");

        OtherService.send(switchOf(agent, false, 2));

        await().atMost(AT_MOST).untilAsserted(() -> ok(api.heartbeat(held), 200));
        ok(api.complete(held), 200);
    }

    @Test
    void givesWorkToOthersInsteadAndToItOnceItIsReleased() {
        UUID other = hire();
        OtherService.send(switchOf(agent, true, 1));
        await().atMost(AT_MOST)
                .untilAsserted(() -> refused(api.post("/agents/" + agent + "/tasks/claim", NOW), 403, "agent-killed"));

        List<String> tasks = List.of(api.submit("{\"type\":\"code\"}"), api.submit("{\"type\":\"code\"}"));
        await().untilAsserted(() -> assertThat(tasks).extracting(api::agentOf).containsOnly(other.toString()));
        String third = api.submit("{\"type\":\"code\"}");

        OtherService.send(switchOf(agent, false, 2));

        await().untilAsserted(() -> assertThat(api.agentOf(third)).isEqualTo(agent.toString()));
    }

    @Test
    void endsAClaimThatWaitsWhenTheAgentIsStopped() {
        Thread.startVirtualThread(() -> OtherService.send(switchOf(agent, true, 1)));

        refused(api.post("/agents/" + agent + "/tasks/claim", SOON), 403, "agent-killed");
    }

    @Test
    void stopsAllAgentsOfOneNamespaceAndNoneOfAnother() {
        Held held = claimOne();
        OtherService.send(switchOfAll("another-" + api.caller().namespace()));
        OtherService.send(switchOfAll(api.caller().namespace()));

        await().atMost(AT_MOST).untilAsserted(() -> refused(api.heartbeat(held), 403, "agent-killed"));

        Api elsewhere = api.in("kill-" + UUID.randomUUID());
        refused(elsewhere.heartbeat(held), 404, "task-not-found");
    }

    private Held claimOne() {
        api.submit("{\"type\":\"code\"}");
        return api.claim(agent, SOON).getFirst();
    }

    private ResponseSpec completeInABatch(Held held) {
        return api.post(
                "/agents/" + agent + "/tasks/complete",
                "{\"completions\":[{\"taskId\":\"%s\",\"leaseToken\":\"%s\"}]}".formatted(held.taskId(), held.token()));
    }

    private UUID hire() {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, "coder", "ACTIVE", null, List.of(), 2, null, null),
                api.caller().namespace(),
                1);
        return id;
    }

    private ProducerRecord<String, byte[]> switchOf(UUID stopped, boolean killed, long revision) {
        return event(
                api.caller().namespace(), stopped.toString(), "\"agentId\":\"" + stopped + "\",", killed, revision);
    }

    private ProducerRecord<String, byte[]> switchOfAll(String namespace) {
        return event(namespace, "*", "", true, 1);
    }

    /** As the policy service writes it. */
    private ProducerRecord<String, byte[]> event(
            String namespace, String subject, String agent, boolean killed, long revision) {
        String state = """
                {"namespace":"%s",%s"killed":%s,"reason":"runs wild","by":"operator","at":"2026-01-01T12:00:00Z",
                 "revision":%d}
                """.formatted(namespace, agent, killed, revision);
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                "agentplane.policy.kill-switches.v1",
                "kill-switch-changed",
                "/policy-service",
                namespace + "/" + subject,
                namespace,
                revision,
                Instant.parse("2026-01-01T12:00:00Z"),
                null,
                state.getBytes(StandardCharsets.UTF_8)));
    }
}
