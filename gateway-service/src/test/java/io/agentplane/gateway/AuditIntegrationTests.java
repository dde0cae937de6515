package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.test.TestTopic;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the audit log is told, and what is refused when it can't be told. */
@ExtendWith(TwoGateways.Shared.class)
class AuditIntegrationTests {

    private static TestGateway gateway;

    private final String who = "who-" + UUID.randomUUID();

    @BeforeAll
    static void useOne(TwoGateways shared) {
        gateway = shared.one();
    }

    @BeforeEach
    void someRights() throws Exception {
        try (var events = new AccessEvents(gateway.codec())) {
            events.principal(
                    who, who, List.of("views:read", "agents:register", "agents:manage", "messages:route"), true, 1);
            events.apiKey(who, who, "ap_" + who, null, null, 1);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> call("GET", "/roles-catalog").statusCode() == 200);
    }

    @Test
    void tellsOfEachCallWhoDidWhatFromWhereAndHowItEnded() throws Exception {
        String agent = "/agents/" + UUID.randomUUID();
        call("POST", agent + "/activate");
        call("PUT", "/config/defaults");
        call("GET", "/config/defaults");
        call("POST", agent + "/drain?" + EchoService.REFUSED);
        call("POST", agent + "/instances?" + EchoService.CREATED);
        call("POST", agent + "/heartbeat");
        call("POST", agent + "/tasks/claim");
        call("GET", "/agents/watch");
        assertThatIOException().isThrownBy(() -> call("GET", "/agents/watch?" + EchoService.BROKEN));
        assertThatIOException().isThrownBy(() -> call("GET", "/agents?" + EchoService.BROKEN));
        call("POST", agent + "/heartbeat%E4%B8%AD");
        call("POST", "/tasks/batch%C4%80/heartbeat");
        call("DELETE", agent);

        List<AuditEntry> entries = entriesUntil("deleteAgent");

        assertThat(entries)
                .extracting(AuditEntry::action, AuditEntry::outcome, AuditEntry::status, AuditEntry::code)
                .containsExactly(
                        tuple("listAgentRoles", AuditOutcome.ALLOWED, 200, null),
                        tuple("activateAgent", AuditOutcome.ALLOWED, 200, null),
                        tuple("replaceDefaults", AuditOutcome.REFUSED, 403, "permission-missing"),
                        tuple("getDefaults", AuditOutcome.FAILED, 503, "upstream-unavailable"),
                        tuple("drainAgent", AuditOutcome.REFUSED, 409, "conflict"),
                        tuple("addInstance", AuditOutcome.ALLOWED, 200, null),
                        tuple("listAgents", AuditOutcome.FAILED, 200, null),
                        tuple("POST *", AuditOutcome.REFUSED, 404, "not-found"),
                        tuple("POST *", AuditOutcome.REFUSED, 400, "invalid-request"),
                        tuple("deleteAgent", AuditOutcome.ALLOWED, 200, null));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(new AuditEntry.Actor(who, who + "-name"));
            assertThat(entry.source()).isEqualTo("127.0.0.1");
            assertThat(entry.traceId()).hasSize(32);
        });
        assertThat(entries.getLast().resource()).isEqualTo(agent);
        assertThat(entries.get(entries.size() - 2).resource()).isEqualTo("/tasks/batch%C4%80/heartbeat");
        assertThat(entries.get(entries.size() - 5).resource()).isEqualTo("/agents/made?of=somebody");
    }

    @Test
    void tellsOfStrangersAndOfRoutineCallsThatAreRefused() throws Exception {
        String resource = "/agents/" + UUID.randomUUID() + "/heartbeat";
        gateway.call("POST", resource, "ap_nobody");

        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            awaitTopic()
                    .untilAsserted(() -> assertThat(topic.messagesOf("default").stream()
                                    .map(message -> gateway.codec()
                                            .decode(message, AuditEntry.class)
                                            .state())
                                    .filter(entry -> entry.resource().equals(resource)))
                            .singleElement()
                            .satisfies(entry -> {
                                assertThat(entry.actor()).isNull();
                                assertThat(entry.outcome()).isEqualTo(AuditOutcome.REFUSED);
                                assertThat(entry.code()).isEqualTo("unauthenticated");
                            }));
        }
    }

    @Test
    void tellsWhoseKeyItWasThatIsNoLongerValid() throws Exception {
        try (var events = new AccessEvents(gateway.codec())) {
            events.apiKey(who, who, "ap_" + who, null, Instant.now(), 2);
        }
        await().until(() -> call("GET", "/roles-catalog").statusCode() == 401);

        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            awaitTopic()
                    .untilAsserted(() -> assertThat(topic.messagesOf(who).stream()
                                    .map(message -> gateway.codec()
                                            .decode(message, AuditEntry.class)
                                            .state())
                                    .filter(entry -> "unauthenticated".equals(entry.code())))
                            .isNotEmpty()
                            .allSatisfy(entry ->
                                    assertThat(entry.actor()).isEqualTo(new AuditEntry.Actor(who, who + "-name"))));
        }
    }

    /** Jetty answers that without asking anybody. */
    @Test
    void tellsOfWhatIsNoHttp() throws Exception {
        Instant begun = Instant.now();
        try (Socket socket = gateway.connect()) {
            socket.setSoTimeout(10_000);
            String head = "GET /api/v1/agents/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ");
        }

        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            awaitTopic()
                    .untilAsserted(() -> assertThat(topic.messagesOf("default").stream()
                                    .map(message -> gateway.codec()
                                            .decode(message, AuditEntry.class)
                                            .state())
                                    .filter(entry -> !entry.at().isBefore(begun)))
                            .singleElement()
                            .satisfies(entry -> {
                                assertThat(entry.actor()).isNull();
                                assertThat(entry.code()).isEqualTo("invalid-request");
                                assertThat(entry.source()).isEqualTo("127.0.0.1");
                            }));
        }
    }

    private List<AuditEntry> entriesUntil(String lastAction) {
        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            return awaitTopic()
                    .until(
                            () -> topic.messagesOf(who).stream()
                                    .map(message -> gateway.codec()
                                            .decode(message, AuditEntry.class)
                                            .state())
                                    .filter(entry -> entry.actor() != null)
                                    .toList(),
                            entries -> !entries.isEmpty()
                                    && entries.getLast().action().equals(lastAction));
        }
    }

    /** A topic that isn't there yet can't be read. */
    private static ConditionFactory awaitTopic() {
        return await().ignoreException(IllegalStateException.class);
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return gateway.call(method, path, "ap_" + who);
    }
}
