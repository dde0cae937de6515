package io.agentplane.registry.history;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import io.agentplane.registry.agent.AgentEvent.AgentChanged;
import io.agentplane.registry.agent.AgentRole;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.agent.AgentView.InstanceView;
import io.agentplane.registry.agent.DegradationCause;
import io.agentplane.registry.agent.InstanceStatus;
import io.agentplane.registry.agent.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history gives an agent back as it was, and so do events, which are the same JSON. */
class StoredHistoryTests extends RegistryStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    @Autowired
    private AgentHistory history;

    private final String namespace = "history-" + UUID.randomUUID();

    @Test
    void keepsEveryFieldOfAnAgent() throws Exception {
        UUID id = registered();
        AgentView agent = filled(agent(id));
        new HistoryQueries(jdbc, json).add(new AgentChanged(agent, namespace), "alice", NOON);

        HistoryEntryView last = last(id);
        assertThat(last.agent()).isEqualTo(agent);
        assertThat(last.at()).isEqualTo(NOON);
        assertThat(json.read(json.writeBytes(agent), AgentView.class)).isEqualTo(agent);
    }

    @Test
    void readsAnAgentFromAnotherRelease() throws Exception {
        UUID id = registered();
        jdbc.sql("""
                UPDATE agent_event SET state = state - 'maxConcurrency' || CAST('{"colour":"red"}' AS jsonb)
                WHERE agent_id = :id
                """).param("id", id).update();

        AgentView read = last(id).agent();

        assertThat(read.name()).isEqualTo("remembered");
        assertThat(read.maxConcurrency()).isZero();
    }

    private UUID registered() {
        return UUID.fromString(new Agents(new TestApi(client, TestCaller.in(namespace))).register("remembered"));
    }

    private static AgentView agent(UUID id) {
        return new AgentView(
                id,
                "translator",
                "1.0.0",
                "Translates",
                "docs-team",
                AgentRole.SPECIALIST,
                "languages",
                List.of("translate"),
                List.of("dictionary"),
                "large-1",
                "https://translator.example:8443/",
                List.of(new InstanceView(
                        UUID.randomUUID(),
                        "https://translator.example:8443/",
                        InstanceStatus.UNHEALTHY,
                        "silent",
                        NOON,
                        NOON,
                        0.5)),
                List.of("rest"),
                4,
                Duration.ofMillis(1500),
                Duration.ofMinutes(1),
                Map.of("team", "docs"),
                new Resources(0.5, 4_000_000_000L, 1L << 50, 7),
                UUID.randomUUID(),
                AgentStatus.DEGRADED,
                "silent",
                DegradationCause.SILENCE,
                NOON,
                NOON,
                NOON,
                NOON,
                0.25,
                Duration.ofMillis(70),
                0.5,
                3);
    }

    private HistoryEntryView last(UUID agent) throws Exception {
        return Namespace.in(
                namespace, () -> history.entries(agent, null, 10).items().getLast());
    }
}
