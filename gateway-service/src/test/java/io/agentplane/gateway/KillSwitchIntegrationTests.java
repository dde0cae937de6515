package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Calls of stopped agents end at every gateway. */
@Tag("replica")
@ExtendWith(TwoGateways.Shared.class)
class KillSwitchIntegrationTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final List<String> RIGHTS = List.of("views:read", "agents:register", "messages:route");

    private static TwoGateways gateways;
    private static TestGateway one;
    private static TestGateway other;

    private final String namespace = "kill-" + UUID.randomUUID();
    private final String key = "ap_" + UUID.randomUUID();
    private final String agentKey = "ap_" + UUID.randomUUID();
    private final String agent = "00000000-" + UUID.randomUUID().toString().substring(9);
    private AccessEvents events;

    @BeforeAll
    static void useTwo(TwoGateways shared) {
        gateways = shared;
        one = shared.one();
        other = shared.other();
    }

    @BeforeEach
    void someone() {
        events = new AccessEvents(one.codec());
        String person = UUID.randomUUID().toString();
        String principal = UUID.randomUUID().toString();
        events.principal(person, namespace, RIGHTS, true, 1);
        events.agent(principal, agent, namespace, RIGHTS);
        events.apiKey(UUID.randomUUID().toString(), person, key, null, null, 1);
        events.apiKey(UUID.randomUUID().toString(), principal, agentKey, null, null, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> one.status("GET", "/agents", key) == 200);
        await().until(() -> one.status("GET", "/agents", agentKey) == 200);
    }

    @AfterEach
    void done() {
        events.close();
    }

    @Test
    void refusesWhatAStoppedAgentDoesWithinTwoSecondsOnEveryGatewayAndAfterRestarts(@TempDir Path folder)
            throws Exception {
        await().until(() -> other.status("POST", heartbeat(agent), key) == 200);
        events.killSwitch(namespace, agent, true, "runs wild", 1);

        await().atMost(AT_MOST)
                .until(() -> one.status("POST", heartbeat(agent), key) == 403
                        && other.status("POST", heartbeat(agent), key) == 403);
        try (TestGateway restarted = gateways.startAnother(folder)) {
            await().until(() -> restarted.status("GET", "/agents", key) == 200);
            assertThat(restarted.status("POST", heartbeat(agent), key)).isEqualTo(403);
        }

        HttpResponse<String> refusal = one.call("POST", "/agents/" + agent + "/tasks/claim", key);
        assertThat(JsonPath.<String>read(refusal.body(), "$.code")).isEqualTo("agent-killed");
        assertThat(JsonPath.<String>read(refusal.body(), "$.reason")).isEqualTo("runs wild");
        String inCapitals = agent.toUpperCase(Locale.ROOT);
        for (String spelling : List.of(agent, inCapitals)) {
            assertThat(one.status("POST", heartbeat(spelling), key)).isEqualTo(403);
            assertThat(one.status("POST", "/agents/" + spelling + "/activate", key))
                    .isEqualTo(403);
        }
        for (String otherSpelling : List.of(agent.replaceFirst("^0+", "0"), "%20" + agent, agent + "%20")) {
            assertThat(one.status("POST", heartbeat(otherSpelling), key)).isEqualTo(400);
        }
        assertThat(one.status("POST", heartbeat(agent) + "%E4%B8%AD", key)).isEqualTo(404);
        assertThat(one.status("GET", "/agents", agentKey)).isEqualTo(403);
        assertThat(one.status("GET", "/agents/" + agent, key)).isEqualTo(200);
        assertThat(one.status("POST", heartbeat(UUID.randomUUID().toString()), key))
                .isEqualTo(200);
    }

    @Test
    void letsItActAgainOnceReleasedAndIsNotFooledByLateNews() throws Exception {
        events.killSwitch(namespace, agent, true, "runs wild", 1);
        await().atMost(AT_MOST).until(() -> one.status("POST", heartbeat(agent), key) == 403);
        events.killSwitch(namespace, agent, false, "runs wild", 2);
        await().atMost(AT_MOST).until(() -> one.status("POST", heartbeat(agent), key) == 200);

        String marker = UUID.randomUUID().toString();
        events.killSwitch(namespace, agent, true, "late", 1);
        events.killSwitch(namespace, marker, true, "marker", 1);
        await().until(() -> one.status("POST", heartbeat(marker), key) == 403);

        assertThat(one.status("GET", "/agents", agentKey)).isEqualTo(200);
    }

    @Test
    void stopsAllAgentsOfOneNamespaceAndNoneOfAnother() throws Exception {
        events.killSwitch("another-" + namespace, null, true, "not here", 1);
        events.killSwitch(namespace, null, true, "all stop", 1);

        await().atMost(AT_MOST)
                .until(() -> one.status("POST", heartbeat(UUID.randomUUID().toString()), key) == 403);
        assertThat(one.status("GET", "/agents", agentKey)).isEqualTo(403);
        assertThat(one.status("GET", "/agents", key)).isEqualTo(200);

        events.killSwitch(namespace, null, false, "all stop", 2);
        await().atMost(AT_MOST).until(() -> one.status("GET", "/agents", agentKey) == 200);
    }

    private static String heartbeat(String agentId) {
        return "/agents/" + agentId + "/heartbeat";
    }
}
