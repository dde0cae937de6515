package io.agentplane.policy.decision;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.OtherService;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.LoggedMatch;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.evaluation.DecisionMade;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the gateway has decided is found like the service's own decisions. */
class DecisionIntakeTests extends PolicyStage {

    private static final String GATEWAY = "/gateway-service";

    @Autowired
    private EventCodec codec;

    private final String agent = "agent-" + UUID.randomUUID();
    private final Instant start = Instant.now().minusSeconds(3600);
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("intake-" + UUID.randomUUID()));
    }

    @Test
    void findsWhatTheGatewayDecided() {
        DecisionMade denied = made(1, "write", Outcome.DENY, "p1");
        OtherService.send(message(denied));

        await().untilAsserted(() -> assertThat(decisions(""))
                .singleElement()
                .satisfies(kept -> assertThat(kept)
                        .containsEntry("id", denied.decision().id().toString())
                        .containsEntry("agentId", agent)
                        .containsEntry("decision", "DENY")
                        .containsEntry("policyId", "p1")
                        .containsEntry("context", Map.of("cost", 2))
                        .containsEntry("agent", Map.of("id", agent, "owner", "platform"))
                        .containsKey("logged")));
        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));
        stranger.get("/decisions?agentId=" + agent)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void keepsOnceWhatComesTwice() {
        DecisionMade first = made(1, "write", Outcome.DENY, "p1");
        DecisionMade last = made(2, "read", Outcome.ALLOW, null);

        OtherService.send(message(first), message(first));
        await().until(() -> decisions("").size() == 1);
        OtherService.send(message(first), message(last), message(last));

        await().until(() -> !decisions("?action=read").isEmpty());
        assertThat(decisions("")).hasSize(2);
    }

    @Test
    void putsAsideWhatNobodyCanReadOrStoreAndGoesOn() {
        ProducerRecord<String, byte[]> unreadable = new ProducerRecord<>(DecisionMade.TOPIC, agent, "{".getBytes());
        DecisionMade unstorable = made(1, "wr\0ite", Outcome.DENY, "p1");
        OtherService.send(
                message(made(2, "a", Outcome.DENY, "p1")),
                unreadable,
                message(made(3, "b", Outcome.DENY, "p1")),
                message(unstorable),
                message(made(4, "c", Outcome.DENY, "p1")));

        await().untilAsserted(() -> assertThat(decisions(""))
                .extracting(kept -> kept.get("action"))
                .containsExactlyInAnyOrder("a", "b", "c"));
        try (var dead = TestTopic.of(DecisionMade.TOPIC + ".dlt")) {
            await().untilAsserted(() -> assertThat(dead.messagesOf(agent))
                    .hasSize(2)
                    .anySatisfy(message -> assertThat(new String(message.value(), StandardCharsets.UTF_8))
                            .isEqualTo("{"))
                    .anySatisfy(message -> assertThat(new String(message.value(), StandardCharsets.UTF_8))
                            .contains(unstorable.decision().id().toString())));
        }
    }

    @Test
    void searchesByEveryField() {
        OtherService.send(
                message(made(1, "write", Outcome.DENY, "p1")),
                message(made(60, "read", Outcome.ALLOW, "p2")),
                message(made(120, "read", Outcome.ALLOW, null)));
        await().until(() -> decisions("").size() == 3);

        assertThat(actions("?action=write")).containsExactly("write");
        assertThat(actions("?policyId=p2")).containsExactly("read");
        assertThat(actions("?decision=ALLOW&agentId=" + agent)).hasSize(2);
        assertThat(actions("?from=" + start.plusSeconds(60))).hasSize(2);
        assertThat(actions("?to=" + start.plusSeconds(60))).containsExactly("write");
        assertThat(actions("?from=" + start.plusSeconds(2) + "&to=" + start.plusSeconds(120)))
                .containsExactly("read");
        TestApi.expectProblem(api.get("/decisions?from=yesterday"), 400, "invalid-request");
    }

    private DecisionMade made(int second, String action, Outcome outcome, String policy) {
        Instant at = start.plusSeconds(second);
        UUID id = UuidCreator.getTimeOrderedEpoch(at);
        return new DecisionMade(
                api.caller().namespace(),
                new KeptDecision(
                        id,
                        at,
                        api.caller().namespace(),
                        agent,
                        action,
                        "db/orders",
                        outcome,
                        policy,
                        null,
                        List.of(new LoggedMatch("p9", PolicyAction.LOG_ONLY, PolicyMode.ENFORCE)),
                        Map.of("cost", 2),
                        Map.of("id", agent, "owner", "platform")));
    }

    private ProducerRecord<String, byte[]> message(DecisionMade made) {
        return made.message(codec, GATEWAY);
    }

    private List<Object> actions(String query) {
        return decisions(query).stream().map(kept -> kept.get("action")).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> decisions(String query) {
        return (List<Map<String, Object>>)
                body(api.get("/decisions" + query), Map.class).get("items");
    }
}
