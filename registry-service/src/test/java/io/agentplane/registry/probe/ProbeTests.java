package io.agentplane.registry.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.AgentApprovers;
import io.agentplane.registry.Agents;
import io.agentplane.registry.FakeEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What probes do to agents and their instances. The context ends with it, so that it probes no more during other tests. */
@ServiceTest
@DirtiesContext
class ProbeTests {

    private static final AgentApprovers APPROVERS = new AgentApprovers();
    private static final Duration LONG = Duration.ofSeconds(20);

    @Autowired
    private RestTestClient client;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JdbcClient jdbc;

    private final FakeEndpoint first = new FakeEndpoint();
    private final FakeEndpoint second = new FakeEndpoint();
    private Agents agents;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("agentplane.registry.config-url", APPROVERS::url);
        registry.add("agentplane.registry.policy-url", APPROVERS::url);
        registry.add("agentplane.registry.health.probe.interval", () -> "100ms");
        registry.add("agentplane.registry.health.probe.max-concurrent", () -> "2");
        registry.add("agentplane.registry.health.sweep-interval", () -> "100ms");
        registry.add("agentplane.registry.health.probe.allowed-networks", () -> "127.0.0.1");
        registry.add("agentplane.registry.recovery.first-backoff", () -> "1h");
        registry.add("spring.kafka.listener.auto-startup", () -> "false");
    }

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        agents = new Agents(new TestApi(client, TestCaller.in("probe-" + UUID.randomUUID())));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void marksAnInstanceThatFailsThreeTimesAndTakesItBackAtOnce() {
        String id = agents.activate(agents.register("pair", "1", Map.of("endpoint", first.url())));
        agents.api().post("/agents/" + id + "/instances", Map.of("endpoint", second.url()));
        second.answer(500);

        awaitState(id, "ACTIVE", "HEALTHY", "UNHEALTHY");
        assertThat(instances(id).getLast().get("statusReason")).isEqualTo("The endpoint answers with status 500");
        assertThat(second.asked()).isGreaterThanOrEqualTo(3);

        second.answer(404);
        awaitState(id, "ACTIVE", "HEALTHY", "HEALTHY");
    }

    @Test
    void degradesAnAgentWithItsLastInstanceAndTakesItBackWithTheFirst() {
        String id = agents.activate(agents.register("pair", "1", Map.of("endpoint", first.url())));
        agents.api().post("/agents/" + id + "/instances", Map.of("endpoint", second.url()));
        first.answer(503);
        second.close();

        awaitState(id, "DEGRADED", "UNHEALTHY", "UNHEALTHY");
        assertThat(agents.get(id).get("statusReason").toString()).startsWith("The endpoint ");

        first.answer(200);
        awaitState(id, "ACTIVE", "HEALTHY", "UNHEALTHY");
    }

    @Test
    void takesNoHeartbeatForAnEndpointThatAnswers() {
        String id = agents.activate(agents.register("talker", "1", Map.of("endpoint", first.url())));
        first.answer(503);
        awaitState(id, "DEGRADED", "UNHEALTHY");
        int asked = first.asked();

        agents.api()
                .post("/agents/" + id + "/heartbeat", Map.of("load", 0, "errorRate", 0.25, "responseTime", "PT0.2S"))
                .expectStatus()
                .isOk();

        await().atMost(LONG).until(() -> agents.get(id).get("lastHeartbeatAt") != null && first.asked() > asked + 5);
        assertThat(agents.get(id).get("status")).isEqualTo("DEGRADED");
        assertThat(agents.get(id).get("degradedFor")).isEqualTo("UNREACHABLE");
        assertThat(agents.get(id).get("errorRate")).isEqualTo(0.25);
        assertThat(agents.get(id).get("responseTime")).isEqualTo("PT0.2S");
    }

    @Test
    void asksOnlyAgentsThatWork() {
        agents.register("waiting", "1", Map.of("endpoint", second.url()));
        agents.activate(agents.register("working", "1", Map.of("endpoint", first.url())));

        await().atMost(LONG).until(() -> first.asked() >= 3);
        assertThat(second.asked()).isZero();
    }

    @Test
    void keepsNobodyFromWatchingTheSilentWhileNothingAnswers() {
        first.fallSilent();
        for (int number = 0; number < 20; number++) {
            agents.activate(agents.register("stuck-" + number, "1", Map.of("endpoint", first.url() + number)));
        }
        await().atMost(LONG).until(() -> first.asked() >= 2);
        String quiet = agents.activate(agents.register("quiet", "1", Map.of("degradedAfter", "PT1S")));
        jdbc.sql("UPDATE shard_lease SET watched_since = now() - interval '1 minute'")
                .update();
        jdbc.sql("UPDATE agent SET status_since = now() - interval '1 minute' WHERE id = :id")
                .param("id", UUID.fromString(quiet))
                .update();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(agents.get(quiet).get("statusReason")).isEqualTo("No heartbeat for more than PT1S"));
        assertThat(first.asked()).as("two at once, for two seconds each").isLessThan(20);
    }

    @Test
    void leavesAnAgentAloneThatItMayNotAsk() {
        String endpoint = first.url().replace("127.0.0.1", "[::1]");
        String id = agents.activate(agents.register("private", "1", Map.of("endpoint", endpoint)));

        await().atMost(LONG)
                .until(() -> metrics.counter("agentplane.registry.probes", "outcome", "unprobed")
                                .count()
                        > 3);

        assertThat(first.asked()).isZero();
        awaitState(id, "ACTIVE", "HEALTHY");
    }

    private void awaitState(String id, String status, String... instances) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(agents.get(id).get("status")).isEqualTo(status);
            assertThat(instances(id).stream()
                            .map(instance -> instance.get("status"))
                            .toList())
                    .isEqualTo(List.of(instances));
        });
    }

    private List<Map<?, ?>> instances(String id) {
        return ((List<?>) agents.get(id).get("instances"))
                .stream().<Map<?, ?>>map(instance -> (Map<?, ?>) instance).toList();
    }
}
