package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Calls of stopped agents end at every gateway. */
class KillSwitchIntegrationTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final List<String> RIGHTS = List.of("views:read", "agents:register", "messages:route");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private final EchoService service = new EchoService("service");
    private final String namespace = "kill-" + UUID.randomUUID();
    private final String key = "ap_" + UUID.randomUUID();
    private final String agentKey = "ap_" + UUID.randomUUID();
    private final String agent = "00000000-" + UUID.randomUUID().toString().substring(9);
    private ConfigurableApplicationContext gateway;
    private AccessEvents events;

    @BeforeEach
    void start() {
        AccessEvents.createTopics();
        gateway = startGateway();
        events = new AccessEvents(gateway.getBean(EventCodec.class));
        String person = UUID.randomUUID().toString();
        String principal = UUID.randomUUID().toString();
        events.principal(person, namespace, RIGHTS, true, 1);
        events.agent(principal, agent, namespace, RIGHTS);
        events.apiKey(UUID.randomUUID().toString(), person, key, null, null, 1);
        events.apiKey(UUID.randomUUID().toString(), principal, agentKey, null, null, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> status(gateway, "GET", "/agents", key) == 200);
        await().until(() -> status(gateway, "GET", "/agents", agentKey) == 200);
    }

    @AfterEach
    void stop() {
        events.close();
        gateway.close();
        service.close();
    }

    @Test
    void refusesWhatAStoppedAgentDoesWithinTwoSecondsOnEveryGatewayAndAfterRestarts() throws Exception {
        try (ConfigurableApplicationContext other = startGateway()) {
            await().until(() -> status(other, "POST", heartbeat(agent), key) == 200);
            events.killSwitch(namespace, agent, true, "runs wild", 1);

            await().atMost(AT_MOST)
                    .until(() -> status(gateway, "POST", heartbeat(agent), key) == 403
                            && status(other, "POST", heartbeat(agent), key) == 403);
        }
        try (ConfigurableApplicationContext restarted = startGateway()) {
            await().until(() -> status(restarted, "GET", "/agents", key) == 200);
            assertThat(status(restarted, "POST", heartbeat(agent), key)).isEqualTo(403);
        }

        HttpResponse<String> refusal = call(gateway, "POST", "/agents/" + agent + "/tasks/claim", key);
        assertThat(JsonPath.<String>read(refusal.body(), "$.code")).isEqualTo("agent-killed");
        assertThat(JsonPath.<String>read(refusal.body(), "$.reason")).isEqualTo("runs wild");
        String inCapitals = agent.toUpperCase(Locale.ROOT);
        for (String spelling : List.of(agent, inCapitals)) {
            assertThat(status(gateway, "POST", heartbeat(spelling), key)).isEqualTo(403);
            assertThat(status(gateway, "POST", "/agents/" + spelling + "/activate", key))
                    .isEqualTo(403);
        }
        for (String otherSpelling : List.of(agent.replaceFirst("^0+", "0"), "%20" + agent, agent + "%20")) {
            assertThat(status(gateway, "POST", heartbeat(otherSpelling), key)).isEqualTo(400);
        }
        assertThat(status(gateway, "POST", heartbeat(agent) + "%E4%B8%AD", key)).isEqualTo(404);
        assertThat(status(gateway, "GET", "/agents", agentKey)).isEqualTo(403);
        assertThat(status(gateway, "GET", "/agents/" + agent, key)).isEqualTo(200);
        assertThat(status(gateway, "POST", heartbeat(UUID.randomUUID().toString()), key))
                .isEqualTo(200);
    }

    @Test
    void letsItActAgainOnceReleasedAndIsNotFooledByLateNews() throws Exception {
        events.killSwitch(namespace, agent, true, "runs wild", 1);
        await().atMost(AT_MOST).until(() -> status(gateway, "POST", heartbeat(agent), key) == 403);
        events.killSwitch(namespace, agent, false, "runs wild", 2);
        await().atMost(AT_MOST).until(() -> status(gateway, "POST", heartbeat(agent), key) == 200);

        String marker = UUID.randomUUID().toString();
        events.killSwitch(namespace, agent, true, "late", 1);
        events.killSwitch(namespace, marker, true, "marker", 1);
        await().until(() -> status(gateway, "POST", heartbeat(marker), key) == 403);

        assertThat(status(gateway, "GET", "/agents", agentKey)).isEqualTo(200);
    }

    @Test
    void stopsAllAgentsOfOneNamespaceAndNoneOfAnother() throws Exception {
        events.killSwitch("another-" + namespace, null, true, "not here", 1);
        events.killSwitch(namespace, null, true, "all stop", 1);

        await().atMost(AT_MOST)
                .until(() -> status(gateway, "POST", heartbeat(UUID.randomUUID().toString()), key) == 403);
        assertThat(status(gateway, "GET", "/agents", agentKey)).isEqualTo(403);
        assertThat(status(gateway, "GET", "/agents", key)).isEqualTo(200);

        events.killSwitch(namespace, null, false, "all stop", 2);
        await().atMost(AT_MOST).until(() -> status(gateway, "GET", "/agents", agentKey) == 200);
    }

    @Test
    void stopsAnAgentOfAnotherNamespaceWhereItIsAGuest() throws Exception {
        String guest = UUID.randomUUID().toString();
        String guestKey = "ap_" + UUID.randomUUID();
        events.agent(guest, UUID.randomUUID().toString(), "home-of-" + namespace, RIGHTS);
        events.apiKey(UUID.randomUUID().toString(), guest, guestKey, null, null, 1);
        events.binding(guest, namespace, List.of("SERVICE_ACCOUNT"), RIGHTS, 1);
        await().until(() -> status(gateway, "GET", "/agents?namespace=" + namespace, guestKey) == 200);

        events.killSwitch(namespace, null, true, "all stop", 1);

        await().atMost(AT_MOST).until(() -> status(gateway, "GET", "/agents?namespace=" + namespace, guestKey) == 403);
        assertThat(status(gateway, "GET", "/agents", guestKey)).isEqualTo(200);
    }

    private static String heartbeat(String agentId) {
        return "/agents/" + agentId + "/heartbeat";
    }

    private ConfigurableApplicationContext startGateway() {
        return new SpringApplicationBuilder(GatewayService.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--agentplane.gateway.services.registry=" + service.url(),
                        "--agentplane.gateway.services.scheduler=" + service.url(),
                        "--agentplane.gateway.audit.folder=" + folder.resolve("audit-" + UUID.randomUUID()),
                        "--agentplane.gateway.decision.folder=" + folder.resolve("decisions-" + UUID.randomUUID()),
                        "--agentplane.identity.signing-key-file=" + folder.resolve("identity.json"));
    }

    private static int status(ConfigurableApplicationContext context, String method, String path, String key)
            throws Exception {
        return call(context, method, path, key).statusCode();
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext context, String method, String path, String key) throws Exception {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
