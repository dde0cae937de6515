package io.agentplane.policy.killswitch;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.PolicyFixtures.createPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class KillSwitchIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(KillSwitchChanged.TOPIC);

    private final String agent = UUID.randomUUID().toString();
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("kill-" + UUID.randomUUID()));
        createPolicy(api, "all may do all", Map.of(), "ALLOW");
    }

    @Test
    void deniesAStoppedAgentEverythingAndSaysWhy() {
        kill("/" + agent, "runs wild");

        for (String spelling : List.of(agent, agent.toUpperCase(Locale.ROOT))) {
            assertThat(decision(spelling))
                    .containsEntry("decision", "DENY")
                    .containsEntry("policyId", "kill-switch")
                    .hasEntrySatisfying(
                            "explanation",
                            steps -> assertThat(String.valueOf(steps)).contains("runs wild"));
        }
        assertThat(decision("another")).containsEntry("decision", "ALLOW");
        assertThat(String.valueOf(body(
                        api.post(
                                "/policies/evaluate-batch",
                                Map.of("requests", List.of(Map.of("agentId", agent, "action", "read")))),
                        Map.class)))
                .contains("DENY", "kill-switch");
    }

    @Test
    void stopsAllAndReleasesOnlyWhatWasStoppedByName() {
        kill("/" + agent, "runs wild");
        kill("", "all stop");
        assertThat(decision("another")).containsEntry("decision", "DENY");

        for (int time = 0; time < 2; time++) {
            api.delete("/kill-switch").expectStatus().isNoContent();
        }

        assertThat(decision("another")).containsEntry("decision", "ALLOW");
        assertThat(decision(agent)).containsEntry("decision", "DENY");
        api.delete("/kill-switch/" + agent).expectStatus().isNoContent();
        assertThat(decision(agent)).containsEntry("decision", "ALLOW");
    }

    @Test
    void listsWhatIsStoppedAtPresent() {
        kill("/" + agent, "runs wild");
        kill("", "all stop");

        assertThat(String.valueOf(body(api.get("/kill-switch"), Map.class))).contains("runs wild", "all stop");
        api.delete("/kill-switch").expectStatus().isNoContent();
        assertThat(String.valueOf(body(api.get("/kill-switch?limit=1"), Map.class)))
                .contains("runs wild")
                .doesNotContain("all stop");
    }

    @Test
    void goesOnBehindACursorOfItsOwnOnly() {
        kill("", "all stop");
        kill("/" + agent, "runs wild");
        Map<?, ?> first = body(api.get("/kill-switch?limit=1"), Map.class);

        assertThat(String.valueOf(body(api.get("/kill-switch?limit=5&cursor=" + first.get("nextCursor")), Map.class)))
                .contains("runs wild")
                .doesNotContain("all stop");
        expectProblem(api.get("/policies?cursor=" + first.get("nextCursor")), 400, "invalid-request");
        expectProblem(api.get("/kill-switch?cursor=YQ"), 400, "invalid-request");
    }

    @Test
    void tellsGatewaysOfEachChange() {
        KillSwitchView first = kill("/" + agent, "runs wild");
        kill("/" + agent, "runs wild still");
        api.delete("/kill-switch/" + agent).expectStatus().isNoContent();
        api.delete("/kill-switch/" + agent).expectStatus().isNoContent();

        assertThat(first.by()).isEqualTo("tester");
        await().untilAsserted(() -> assertThat(topic.messagesOf(api.caller().namespace() + "/" + agent))
                .extracting(message ->
                        codec.decode(message, KillSwitchView.class).state().killed())
                .containsExactly(true, true, false));
    }

    @Test
    void meansNothingInAnotherNamespace() {
        kill("/" + agent, "runs wild");
        kill("", "all stop");
        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));

        stranger.delete("/kill-switch/" + agent).expectStatus().isNoContent();
        stranger.delete("/kill-switch").expectStatus().isNoContent();

        assertThat(decision(agent)).containsEntry("decision", "DENY");
        assertThat(String.valueOf(body(stranger.get("/kill-switch"), Map.class)))
                .doesNotContain("runs wild");
        assertThat(body(stranger.post("/policies/evaluate", Map.of("agentId", agent, "action", "read")), Map.class)
                        .get("decision"))
                .isEqualTo("ALLOW");
    }

    @Test
    void wantsAReason() {
        expectProblem(api.put("/kill-switch", Map.of()), 400, "invalid-request");
        expectProblem(api.put("/kill-switch/" + agent, Map.of("reason", " ")), 400, "invalid-request");
        expectProblem(api.put("/kill-switch/nobody", Map.of("reason", "x")), 400, "invalid-request");
    }

    private KillSwitchView kill(String agentPath, String reason) {
        return body(api.put("/kill-switch" + agentPath, Map.of("reason", reason)), KillSwitchView.class);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> decision(String agentId) {
        return body(api.post("/policies/evaluate", Map.of("agentId", agentId, "action", "read")), Map.class);
    }
}
