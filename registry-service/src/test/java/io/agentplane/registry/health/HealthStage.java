package io.agentplane.registry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.AgentApprovers;
import io.agentplane.registry.Agents;
import io.agentplane.registry.shard.ShardLeases;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One registry for all tests of health, which looks for the silent only when a test asks it to. */
@ServiceTest
abstract class HealthStage {

    private static final AgentApprovers APPROVERS = new AgentApprovers();

    @Autowired
    RestTestClient client;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ShardLeases shards;

    @Autowired
    HeartbeatIntake intake;

    TestApi api;
    Agents agents;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("agentplane.registry.config-url", APPROVERS::url);
        registry.add("agentplane.registry.policy-url", APPROVERS::url);
        registry.add("agentplane.registry.health.sweep-interval", () -> "1h");
        registry.add("agentplane.registry.recovery.poll-interval", () -> "1h");
        registry.add("spring.kafka.listener.auto-startup", () -> "false");
    }

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("health-" + UUID.randomUUID()));
        agents = new Agents(api);
        await().untilAsserted(() -> assertThat(shards.held()).hasSize(64));
    }

    Map<?, ?> beat(String agent, Map<String, ?> figures) {
        return TestApi.body(api.post("/agents/" + agent + "/heartbeat", figures), Map.class);
    }

    /** Waits until a heartbeat is written. */
    void beatAndAwait(String agent, Map<String, ?> figures) {
        jdbc.sql("UPDATE agent_heartbeat SET at = now() - interval '1 day' WHERE agent_id = :agent")
                .param("agent", UUID.fromString(agent))
                .update();
        beat(agent, figures);
        // Sooner than it is done anyway.
        intake.write();
        await().untilAsserted(() -> assertThat(jdbc.sql(
                                "SELECT count(*) FROM agent_heartbeat WHERE agent_id = :agent AND at > now() - interval '1 minute'")
                        .param("agent", UUID.fromString(agent))
                        .query(Long.class)
                        .single())
                .isEqualTo(1));
    }

    static List<Map<?, ?>> instances(Map<?, ?> agent) {
        return ((List<?>) agent.get("instances"))
                .stream().<Map<?, ?>>map(instance -> (Map<?, ?>) instance).toList();
    }
}
